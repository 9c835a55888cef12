using AdoPat.Destinations.Files;
using AdoPat.Destinations.Yarn;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>The user's <c>.yarnrc.yml</c>: the identity for a registry, for Yarn 2 and later.</summary>
/// <remarks>
/// Written are <c>npmAlwaysAuth</c> and <c>npmAuthIdent</c> (base64 of user name and token) under <c>npmRegistries</c>. The
/// file is changed line by line; one that is written in another style of YAML is refused. A file that others could read is
/// made readable by its owner only.
/// </remarks>
public static class YarnConfigDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "YarnConfig";

    /// <summary>Describes the destination.</summary>
    /// <param name="registry">The https address of the registry. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <param name="path">The file; null for <c>.yarnrc.yml</c> in the home folder.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: no https address, or no path of a file.</exception>
    public static AdoPatDestination Describe(string registry, string? path = null) => DestinationSettings.Make(
        Kind,
        (RegistryAddress.Setting, RegistryAddress.Check(registry)),
        (DestinationPath.Setting, DestinationPath.Check(path ?? DestinationPath.InHome(".yarnrc.yml"))));

    internal static IDestination Open(AdoPatDestination description) =>
        new SecretFileDestination(description, new YarnrcFormat(RegistryAddress.KeyOf(description).TrimEnd('/')));
}
