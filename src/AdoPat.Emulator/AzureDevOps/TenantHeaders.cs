using System;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The headers by which clients find the tenant of an organization.</summary>
internal static class TenantHeaders
{
    /// <summary>Says where an organization belongs.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="organization">The organization of the address; null when it has none.</param>
    /// <param name="tenant">Its tenant; null for an organization of Microsoft accounts, which says zeros.</param>
    public static void Write(HttpResponse response, Organization? organization, Tenant? tenant)
    {
        if (organization is not null)
        {
            response.Headers["X-VSS-ResourceTenant"] = (tenant?.Id ?? Guid.Empty).ToString();
            response.Headers["X-VSS-AuthorizationEndpoint"] = $"https://{EmulatedHosts.Sps}/{organization.Name}/";
        }
    }

    /// <summary>Says how to sign in.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="organization">The organization of the address; null when it has none.</param>
    /// <param name="tenant">Its tenant; null for an organization of Microsoft accounts, which Entra cannot help.</param>
    public static void Challenge(HttpResponse response, Organization? organization, Tenant? tenant)
    {
        string authority = tenant?.Id.ToString() ?? "organizations";
        string[] challenges =
        [
            $"Bearer authorization_uri=https://{EmulatedHosts.EntraLogin}/{authority}",
            "Basic realm=\"https://tfsemulator.app.visualstudio.com/\"",
            "TFS-Federated",
        ];
        response.Headers.WWWAuthenticate = organization is null || tenant is not null ? challenges : challenges[1..];
    }
}
