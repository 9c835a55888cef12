using System.IO;
using System.Linq;

namespace AdoPat.Destinations.Git;

/// <summary>
/// Finds a program in the PATH. The system itself may look into the current directory first, and that can be a repository
/// that somebody else has filled: what is started here is given a secret.
/// </summary>
internal static class ProgramPath
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>Looks into the absolute folders of a PATH.</summary>
    /// <param name="program">The name without its ending, or an absolute path, which is returned as it is.</param>
    /// <param name="path">The PATH.</param>
    /// <returns>The absolute path; null when there is none.</returns>
    public static string? Find(string program, string? path)
    {
        if (IsAbsolute(program))
        {
            return program;
        }

        string file = IsWindows ? program + ".exe" : program;
        return (path ?? "").Split(Path.PathSeparator)
            .Select(folder => folder.Trim().Trim('"'))
            .Where(IsAbsolute)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(CanRun);
    }

    // Of "\folder" and "C:folder", a part comes from the current directory.
    private static bool IsAbsolute(string path) =>
        path.Length > 0 && path.IndexOfAny(Path.GetInvalidPathChars()) < 0
#if NET
        && Path.IsPathFullyQualified(path);
#else
        && Path.GetPathRoot(path)!.Length > 2;
#endif

    private static bool CanRun(string path)
    {
#if NET
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (System.OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
#else
        return File.Exists(path);
#endif
    }
}
