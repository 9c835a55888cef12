using System.Management.Automation;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>Paths of files as parameters take them.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <summary>Makes a full path: relative to where PowerShell is, which is not where the process is.</summary>
    /// <param name="state">Where PowerShell is.</param>
    /// <param name="path">The path, without wildcards.</param>
    /// <param name="parameterName">The parameter that it was given for.</param>
    /// <returns>The full path, which may lead to nothing yet.</returns>
    /// <exception cref="AdoPatException">It leads to something that is not a file system.</exception>
    public static string Resolve(SessionState state, string path, string parameterName = "Path")
    {
        string full = state.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return provider.Name == FileSystem
            ? full
            : throw new AdoPatException(ErrorIds.InvalidArgument, $"-{parameterName} '{path}' was refused: it leads to the provider {provider.Name}. Name a file.");
    }
}
