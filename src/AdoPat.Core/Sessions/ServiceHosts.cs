namespace AdoPat.Sessions;

/// <summary>Host names of the services.</summary>
public static class ServiceHosts
{
    /// <summary>Azure DevOps itself: connection data, tenant discovery.</summary>
    public const string DevAzure = "dev.azure.com";

    /// <summary>The Shared Platform Services of an organization: tokens, identities.</summary>
    public const string Sps = "vssps.dev.azure.com";

    /// <summary>The Shared Platform Services above organizations: profile, accounts.</summary>
    public const string GlobalSps = "app.vssps.visualstudio.com";

    /// <summary>The audit logs of organizations.</summary>
    public const string Audit = "auditservice.dev.azure.com";

    /// <summary>Microsoft Entra ID.</summary>
    public const string EntraLogin = "login.microsoftonline.com";

    /// <summary>The application id of Azure DevOps in Entra ID: the audience of its access tokens.</summary>
    public const string AzureDevOpsResource = "499b84ac-1321-427f-aa17-267ca6975798";
}
