using System;

namespace AdoPat.AzureDevOps;

/// <summary>
/// Finds the organization in an address. Written by hand because <see cref="Uri"/> tidies addresses up, and does it
/// differently on .NET Framework; here an address either has exactly the expected form or none.
/// </summary>
internal static class OrganizationAddress
{
    private const string DevAzure = "dev.azure.com";
    private const string VisualStudio = "visualstudio.com";
    private const string DevAzureSsh = "ssh." + DevAzure;
    private const string VisualStudioSsh = "vs-ssh." + VisualStudio;
    private const string SshVersion = "v3";

    /// <summary>The hosts of single services: <c>vssps.dev.azure.com/contoso</c>, <c>contoso.vssps.visualstudio.com</c>.</summary>
    private static readonly string[] Services =
    [
        "advsec", "almsearch", "analytics", "artifacts", "auditservice", "extmgmt", "feeds", "governance", "pkgs",
        "vsaex", "vsrm", "vssps", "vstmr",
    ];

    /// <summary>Sites of Microsoft where an organization's name would stand.</summary>
    private static readonly string[] NoOrganizations = ["app", "code", "docs", "login", "marketplace", "my", "vs-ssh", "www"];

    /// <summary>Finds the part that should be the name. The caller checks whether it is one.</summary>
    public static string? ReadName(string text)
    {
        int queryStart = text.IndexOfAny(['?', '#']);
        text = queryStart < 0 ? text : text.Remove(queryStart);

        string scheme = "";
        int schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd >= 0)
        {
            scheme = text.Remove(schemeEnd);
            text = text.Substring(schemeEnd + "://".Length);
        }

        int authorityEnd = text.IndexOf('/');
        string authority = authorityEnd < 0 ? text : text.Remove(authorityEnd);
        string path = authorityEnd < 0 ? "" : text.Substring(authorityEnd);

        int at = authority.LastIndexOf('@');
        string user = at < 0 ? "" : authority.Remove(at).Split(':')[0];
        string host = authority.Substring(at + 1);

        int colon = host.IndexOf(':');
        string port = colon < 0 ? "" : host.Substring(colon + 1);
        host = colon < 0 ? host : host.Remove(colon);

        if (scheme.Length == 0 && (Is(host, DevAzureSsh) || Is(host, VisualStudioSsh)))
        {
            // The form of scp: git@ssh.dev.azure.com:v3/contoso/…
            path = "/" + port + path;
            port = "";
        }

        return IsExpected(scheme, port) ? ReadName(host, user, path.Split('/')) : null;
    }

    /// <summary>Reads the parts; <paramref name="path"/> has an empty text before its first slash.</summary>
    private static string? ReadName(string host, string user, string[] path)
    {
        string first = path.Length > 1 ? path[1] : "";
        bool isPathEmpty = first.Length == 0 && path.Length <= 2;
        if (Is(host, DevAzureSsh) || Is(host, VisualStudioSsh))
        {
            bool isCurrent = Is(first, SshVersion) && path.Length > 2;
            return isCurrent ? path[2] : Is(host, VisualStudioSsh) ? user : null;
        }

        if (Is(host, DevAzure))
        {
            return isPathEmpty ? user : first;
        }

        return IsService(host, "." + DevAzure) ? first : ReadFromHost(host);
    }

    /// <summary>Reads <c>contoso.visualstudio.com</c> and <c>contoso.vssps.visualstudio.com</c>.</summary>
    private static string? ReadFromHost(string host)
    {
        int dot = host.IndexOf('.');
        if (dot < 0)
        {
            return null;
        }

        string label = host.Remove(dot);
        string domain = host.Substring(dot + 1);
        bool isOrganization = Is(domain, VisualStudio) || IsService(domain, "." + VisualStudio);

        // spsprod… are the servers behind vssps; their addresses have no name in them.
        return isOrganization && !Contains(NoOrganizations, label) && !label.StartsWith("spsprod", StringComparison.OrdinalIgnoreCase)
            ? label
            : null;
    }

    private static bool IsExpected(string scheme, string port) =>
        Is(scheme, "ssh")
            ? port is "" or "22"
            : (scheme.Length == 0 || Is(scheme, "https") || Is(scheme, "http")) && port is "" or "443";

    private static bool IsService(string host, string domain) =>
        host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && Contains(Services, host.Remove(host.Length - domain.Length));

    private static bool Contains(string[] names, string name) => Array.Exists(names, known => Is(known, name));

    private static bool Is(string first, string second) => string.Equals(first, second, StringComparison.OrdinalIgnoreCase);
}
