using System;
using AdoPat.Destinations.Files;
using AdoPat.Destinations.Npm;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>The user's <c>.npmrc</c>: the password of a registry, for npm and pnpm.</summary>
/// <remarks>
/// Written are <c>username</c>, <c>_password</c> (base64 of the token) and <c>email</c>, for the address with and without
/// the trailing <c>registry/</c>, as Azure Artifacts says. A file that others could read is made readable by its owner only.
/// </remarks>
public static class NpmConfigDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "NpmConfig";

    /// <summary>Describes the destination.</summary>
    /// <param name="registry">The https address of the registry. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <param name="path">
    /// The file; null for the user's own, which is what <c>NPM_CONFIG_USERCONFIG</c> says, else <c>.npmrc</c> in the home folder.
    /// </param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: no https address, or no path of a file.</exception>
    public static AdoPatDestination Describe(string registry, string? path = null) => DestinationSettings.Make(
        Kind,
        (RegistryAddress.Setting, RegistryAddress.Check(registry)),
        (DestinationPath.Setting, DestinationPath.Check(path ?? UserFile())));

    internal static IDestination Open(AdoPatDestination description) =>
        new SecretFileDestination(description, new NpmrcFormat(RegistryAddress.BothKeysOf(description)));

    private static string UserFile() =>
        Environment.GetEnvironmentVariable("NPM_CONFIG_USERCONFIG") is { Length: > 0 } named ? named
        : Environment.GetEnvironmentVariable("npm_config_userconfig") is { Length: > 0 } given ? given
        : DestinationPath.InHome(".npmrc");
}
