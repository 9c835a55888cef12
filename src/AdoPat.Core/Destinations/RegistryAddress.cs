using System;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>The address of an npm registry, and the keys under which npm and Yarn keep its credentials.</summary>
internal static class RegistryAddress
{
    public const string Setting = "Registry";

    // They end a value or begin a comment in the files of npm and Yarn.
    private const string NotInKeys = "=;\"'\\[]$";

    private const string Registry = "registry/";
    private const string Npm = "/npm/";

    /// <summary>Checks an address that a user gave.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is none.</exception>
    public static string Check(string registry)
    {
        DestinationSettings.Require(Setting, registry);
        return Read(DestinationSettings.Sample(registry)) is not null ? registry : throw DestinationSettings.Refused(
            Setting, registry, "it is no https address of an npm registry without user, query and quotes, such as https://pkgs.dev.azure.com/contoso/_packaging/feed/npm/registry/.");
    }

    /// <summary>The address without its scheme, with a slash at its end: <c>//pkgs.dev.azure.com/…/npm/registry/</c>.</summary>
    public static string KeyOf(AdoPatDestination destination) => Read(destination.Need(Setting))
        ?? throw destination.Failed("its registry is no https address. Make it anew with New-AdoPatDestination.");

    /// <summary>The key, and the one of the address above or below it: npm asks the feeds of Azure Artifacts at both.</summary>
    public static string[] BothKeysOf(AdoPatDestination destination)
    {
        string key = KeyOf(destination);
        return key.EndsWith(Npm + Registry, StringComparison.Ordinal) ? [key, key.Remove(key.Length - Registry.Length)]
            : key.EndsWith(Npm, StringComparison.Ordinal) ? [key + Registry, key]
            : [key];
    }

    /// <summary>The shortest of its keys: that of the feed, whichever of its two addresses was given.</summary>
    public static string PlaceOf(AdoPatDestination destination) => BothKeysOf(destination).Last();

    private static string? Read(string registry)
    {
        if (!Uri.TryCreate(registry, UriKind.Absolute, out Uri? uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return null;
        }

        string key = "//" + uri.Authority + (uri.AbsolutePath.EndsWith("/", StringComparison.Ordinal) ? uri.AbsolutePath : uri.AbsolutePath + "/");
        return key.Any(c => NotInKeys.Contains(c)) ? null : key;
    }
}
