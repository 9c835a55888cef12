using System;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Hosting;

/// <summary>The host names of the real services that the emulator stands for.</summary>
internal static class EmulatedHosts
{
    public const string DevAzure = "dev.azure.com";
    public const string Sps = "vssps.dev.azure.com";
    public const string Feeds = "feeds.dev.azure.com";
    public const string Packages = "pkgs.dev.azure.com";
    public const string GlobalSps = "app.vssps.visualstudio.com";
    public const string Audit = "auditservice.dev.azure.com";
    public const string EntraLogin = "login.microsoftonline.com";

    /// <summary>Apigee's management server, which has no name of its own: <c>https://localhost:N/apigee/v1/...</c>.</summary>
    public const string Apigee = "apigee";
    public const string ApigeeSso = "login.apigee.com";

    /// <summary>What stands before the names of Apigee's gateways.</summary>
    public const string ApigeeGateway = "apigee.net";

    private const string SpsDomain = ".vssps.visualstudio.com";
    private const string PackagesDomain = ".pkgs.visualstudio.com";
    private const string OrganizationDomain = ".visualstudio.com";
    private const string SsoDomain = "." + ApigeeSso;
    private const string GatewayDomain = "." + ApigeeGateway;

    private static readonly FrozenDictionary<string, string> Canonical = new[]
    {
        (DevAzure, DevAzure), (Sps, Sps), (Feeds, Feeds), (Packages, Packages), (Audit, Audit), (GlobalSps, GlobalSps), (EntraLogin, EntraLogin),
        ("login.windows.net", EntraLogin), ("login.microsoft.com", EntraLogin), ("microsoft.com", EntraLogin),
        ("sts.windows.net", EntraLogin),
        (Apigee, Apigee), ("api.enterprise.apigee.com", Apigee), (ApigeeSso, ApigeeSso), (ApigeeGateway, ApigeeGateway),
    }.ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the certificate is valid for, beside the loopback addresses.</summary>
    public static readonly string[] CertificateNames =
        ["localhost", .. Canonical.Keys, "*" + OrganizationDomain, "*" + SpsDomain, "*" + PackagesDomain, "*" + SsoDomain, "*" + GatewayDomain];

    /// <summary>Whether a path, as <see cref="HostRouting"/> makes it, belongs to Apigee.</summary>
    /// <param name="path">The path.</param>
    /// <returns>True for the management server, the sign-in server and the gateways.</returns>
    public static bool IsApigee(PathString path) => Array.Exists(
        [Apigee, ApigeeSso, ApigeeGateway], host => path.StartsWithSegments("/" + host, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Translates a host name into the first part of a path under which the emulator keeps that service.
    /// </summary>
    /// <param name="host">A host name, in any case.</param>
    /// <param name="prefix">
    /// Such as <c>/vssps.dev.azure.com</c>, or <c>/dev.azure.com/contoso</c> for <c>contoso.visualstudio.com</c>.
    /// </param>
    /// <returns>False when the host is none of the emulated ones.</returns>
    public static bool TryGetPrefix(string host, out string prefix)
    {
        if (Canonical.TryGetValue(host, out string? canonical))
        {
            prefix = "/" + canonical;
            return true;
        }

        prefix = OrganizationOf(host, SpsDomain) is { } sps ? $"/{Sps}/{sps}"
            : OrganizationOf(host, PackagesDomain) is { } packages ? $"/{Packages}/{packages}"
            : OrganizationOf(host, SsoDomain) is not null ? $"/{ApigeeSso}"
            : OrganizationOf(host, GatewayDomain) is { } gateway ? $"/{ApigeeGateway}/{gateway}"
            : OrganizationOf(host, OrganizationDomain) is { } organization ? $"/{DevAzure}/{organization}"
            : "";
        return prefix.Length > 0;
    }

    private static string? OrganizationOf(string host, string domain)
    {
        if (!host.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string label = host[..^domain.Length];
        return label.Length > 0 && !label.Contains('.', StringComparison.Ordinal) ? label : null;
    }
}
