using System;
using System.Collections.Concurrent;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Sessions;

namespace AdoPat.Http;

/// <summary>
/// Puts the access token on requests to the service and on no other. When the service refuses a token, a new one is
/// tried once.
/// </summary>
internal sealed class AccessTokenHandler(HttpMessageHandler inner, Func<Uri, bool> accepts, IAccessTokenSource? tokens)
    : DelegatingHandler(inner)
{
    // By organization: the fresh token that it refused as well. Refreshing does not help there, so it is not tried for
    // every request; another challenge, or another organization's refusal, is another matter.
    private readonly ConcurrentDictionary<string, Refusal> _hopeless = new(OrganizationName.Comparer);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestContext context = RequestContext.Of(request);
        if (!accepts(request.RequestUri!))
        {
            throw new InvalidOperationException($"A request to {request.RequestUri!.Host} was stopped: it is no host of {context.Service.Name}.");
        }

        if (context.WithoutAccessToken || tokens is null)
        {
            context.IsUnderWay = true;
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        AccessToken token = await tokens.GetTokenAsync(new() { TenantId = context.TenantId }, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendWithAsync(token, request, cancellationToken).ConfigureAwait(false);
        if (!SignInDemand.IsIn(response))
        {
            return response;
        }

        context.IsUnderWay = false;
        string place = context.Organization ?? "";
        Refusal refusal = new(token, SignInDemand.ClaimsIn(response));
        if (_hopeless.TryGetValue(place, out Refusal? known) && known == refusal)
        {
            return response;
        }

        AccessToken fresh = await RefreshAsync(refusal, response, context.TenantId, cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(fresh, token))
        {
            return response;
        }

        response.Dispose();
        response = await SendWithAsync(fresh, request, cancellationToken).ConfigureAwait(false);
        if (SignInDemand.IsIn(response))
        {
            _hopeless[place] = new Refusal(fresh, SignInDemand.ClaimsIn(response));
        }

        return response;
    }

    private async Task<AccessToken> RefreshAsync(Refusal refusal, HttpResponseMessage response, string? tenantId, CancellationToken cancellationToken)
    {
        try
        {
            AccessTokenRequest wanted = new() { TenantId = tenantId, Refused = refusal.Token, Claims = refusal.Claims };
            return await tokens!.GetTokenAsync(wanted, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private Task<HttpResponseMessage> SendWithAsync(AccessToken token, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestContext.Of(request).IsUnderWay = true;
        request.Headers.Authorization = new AuthenticationHeaderValue(token.Scheme, token.Value);
        return base.SendAsync(request, cancellationToken);
    }

    private sealed record Refusal(AccessToken Token, string? Claims);
}
