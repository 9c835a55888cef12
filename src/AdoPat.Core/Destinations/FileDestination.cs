using AdoPat.Destinations.Files;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>A file that holds the secret and nothing else, and that only its owner can read.</summary>
/// <remarks>
/// On Unix it has the mode 600 from its first byte on; on Windows its access list has the owner only (by the documentation,
/// not tried there yet). There is no line end after the secret.
/// </remarks>
public static class FileDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "File";

    /// <summary>Describes the destination.</summary>
    /// <param name="path">The path of the file. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is no path of a file.</exception>
    public static AdoPatDestination Describe(string path) => DestinationSettings.Make(Kind, (DestinationPath.Setting, DestinationPath.Check(path)));

    internal static IDestination Open(AdoPatDestination description) => new SecretFileDestination(description, new WholeFileFormat());
}
