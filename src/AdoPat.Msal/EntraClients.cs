using System;
using System.Linq;
using AdoPat.Models;
using AdoPat.Sessions;
using Microsoft.Identity.Client;

namespace AdoPat.Msal;

/// <summary>Makes the MSAL clients of a sign-in.</summary>
internal static class EntraClients
{
    /// <summary>Everything the user may do in Azure DevOps, as far as the application was granted it.</summary>
    public static readonly string[] Scopes = [ServiceHosts.AzureDevOpsResource + "/.default"];

    /// <summary>Makes a client without broker.</summary>
    /// <param name="request">Its authority, tenant and client id.</param>
    /// <returns>The client.</returns>
    public static IPublicClientApplication Create(SignInRequest request) => Builder(request).Build();

    /// <summary>Makes the parts that a client with broker adds to.</summary>
    /// <param name="request">Its authority, tenant and client id.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: the tenant would change the address, or no client id.</exception>
    public static PublicClientApplicationBuilder Builder(SignInRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.ClientId))
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, "ClientId was refused: it must be the application (client) id of an app registration.");
        }

        PublicClientApplicationBuilder builder = PublicClientApplicationBuilder.Create(request.ClientId)
            .WithAuthority(AuthorityOf(request), validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithRedirectUri("http://localhost")
            .WithClientCapabilities(["cp1"]) // Claims challenges are answered here; Entra ID sends them to such clients only.
            .WithLegacyCacheCompatibility(false)
            .WithClientName("AdoPat");
        return request.Endpoints.IsEmulator
            ? builder.WithHttpClientFactory(new EmulatorHttpClientFactory(request.Endpoints.Authority))
            : builder;
    }

    private static string AuthorityOf(SignInRequest request)
    {
        if (request.Tenant.Length == 0 || request.Tenant[0] == '.' || !request.Tenant.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-'))
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument,
                $"TenantId '{request.Tenant}' was refused: it must be a GUID, a domain name such as contoso.onmicrosoft.com, "
                + $"or '{SignInRequest.AnyTenant}'. Nothing was sent.");
        }

        return new Uri(request.Endpoints.Authority, request.Tenant).AbsoluteUri;
    }
}
