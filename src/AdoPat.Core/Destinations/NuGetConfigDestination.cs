using System;
using System.IO;
using AdoPat.Destinations.Files;
using AdoPat.Destinations.NuGet;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>The user's <c>NuGet.Config</c>: the password of a package source, for NuGet, dotnet and Visual Studio.</summary>
/// <remarks>
/// Written are <c>Username</c> and <c>ClearTextPassword</c> under <c>packageSourceCredentials</c>, as only Windows can
/// encrypt it. The source itself must be in the file. A file that others could read is made readable by its owner only.
/// </remarks>
public static class NuGetConfigDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "NuGetConfig";

    private const string Source = "Source";

    /// <summary>Describes the destination.</summary>
    /// <param name="source">The name of the package source. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <param name="path">The file; null for the user's own: <c>~/.nuget/NuGet/NuGet.Config</c>, on Windows <c>%AppData%\NuGet\NuGet.Config</c>.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: no name, or no path of a file.</exception>
    public static AdoPatDestination Describe(string source, string? path = null) => DestinationSettings.Make(
        Kind,
        (Source, DestinationSettings.Require(Source, source)),
        (DestinationPath.Setting, DestinationPath.Check(path ?? UserFile())));

    internal static IDestination Open(AdoPatDestination description) =>
        new SecretFileDestination(description, new NuGetConfigFormat(description.Need(Source)));

    private static string UserFile() => Path.DirectorySeparatorChar == '\\'
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "NuGet", "NuGet.Config")
        : DestinationPath.InHome(".nuget", "NuGet", "NuGet.Config");
}
