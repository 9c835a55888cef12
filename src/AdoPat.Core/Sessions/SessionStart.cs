using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Sessions;

/// <summary>Starts sessions: finds the tenant, signs in, and checks that the service takes the user.</summary>
public static class SessionStart
{
    /// <summary>Signs a user in.</summary>
    /// <param name="request">Who and how. Its tenant is found out from the organization when it names none.</param>
    /// <param name="organization">The organization to be the default; null to take the user's only one.</param>
    /// <param name="signIn">Does the sign-in.</param>
    /// <param name="prompt">Tells the user what to do.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The session; dispose it.</returns>
    /// <exception cref="AdoPatException">One of the sign-in ids of <see cref="ErrorIds"/>, or an <c>Ado…</c> id.</exception>
    public static async Task<AdoPatSession> SignInAsync(
        SignInRequest request,
        string? organization,
        ISignIn signIn,
        ISignInPrompt prompt,
        IRequestObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
#if NETFRAMEWORK
        ServiceTransport.AllowModernTls();
#endif
        string? tenant = organization is null
            ? null
            : await FindTenantAsync(request.Endpoints, organization, observer, cancellationToken).ConfigureAwait(false);
        if (tenant is not null && request.Tenant == SignInRequest.AnyTenant)
        {
            request = request with { Tenant = tenant };
        }

        IAccessTokenProvider tokens = await signIn.SignInAsync(request, prompt, cancellationToken).ConfigureAwait(false);
        AdoPatSession session = new(request.Endpoints, tokens, organization);
        session.NoteTenant(organization, tenant);
        return await OpenAsync(session, observer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Uses an access token from elsewhere.</summary>
    /// <param name="accessToken">The access token of a user for Azure DevOps.</param>
    /// <param name="endpoints">Where requests go.</param>
    /// <param name="organization">The organization to be the default; null to take the user's only one.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The session; dispose it. It ends when the token does.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: the token cannot work; or an <c>Ado…</c> id.
    /// </exception>
    public static async Task<AdoPatSession> UseAccessTokenAsync(
        string accessToken,
        ServiceEndpoints endpoints,
        string? organization,
        IRequestObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
        GivenAccessToken token = GivenAccessToken.Check(accessToken, TimeProvider.System);
        return await OpenAsync(new AdoPatSession(endpoints, token, organization), observer, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<AdoPatSession> OpenAsync(AdoPatSession session, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        try
        {
            if (session.Organization is { } organization)
            {
                string tenant = await session.TenantOfAsync(organization, observer, cancellationToken).ConfigureAwait(false);
                ConnectionClient connection = new(session.Client, session.Endpoints);
                await connection.WhoAmIAsync(organization, tenant, observer, cancellationToken).ConfigureAwait(false);
                return session;
            }

            IReadOnlyList<AdoOrganization> all = await new OrganizationClient(session, observer).ListAsync(cancellationToken).ConfigureAwait(false);
            if (all.Count == 1)
            {
                session.UseOrganization(all[0].Organization);
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static async Task<string?> FindTenantAsync(
        ServiceEndpoints endpoints, string organization, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        using ServiceClient client = new(endpoints, tokens: null);
        return await TenantDiscovery.FindAsync(client, endpoints, organization, observer, cancellationToken).ConfigureAwait(false);
    }
}
