using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Sessions;

namespace AdoPat.Http;

/// <summary>
/// Puts the access token on requests to Azure DevOps and on no other. When the service refuses a token, a new one is
/// tried once.
/// </summary>
internal sealed class AccessTokenHandler(HttpMessageHandler inner, ServiceEndpoints endpoints, IAccessTokenProvider? tokens)
    : DelegatingHandler(inner)
{
    // A fresh token that was refused as well: refreshing does not help, so it is not tried for every request.
    private AccessToken? _hopeless;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!endpoints.Accepts(request.RequestUri!))
        {
            throw new InvalidOperationException($"A request to {request.RequestUri!.Host} was stopped: it is no host of Azure DevOps.");
        }

        RequestContext context = RequestContext.Of(request);
        if (context.WithoutAccessToken || tokens is null)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        AccessToken token = await tokens.GetTokenAsync(new() { TenantId = context.TenantId }, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendWithAsync(token, request, cancellationToken).ConfigureAwait(false);
        if (!SignInDemand.IsIn(response) || ReferenceEquals(token, _hopeless))
        {
            return response;
        }

        AccessToken fresh = await RefreshAsync(token, context, response, cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(fresh, token))
        {
            return response;
        }

        response.Dispose();
        response = await SendWithAsync(fresh, request, cancellationToken).ConfigureAwait(false);
        if (SignInDemand.IsIn(response))
        {
            _hopeless = fresh;
        }

        return response;
    }

    private Task<AccessToken> RefreshAsync(AccessToken refused, RequestContext context, HttpResponseMessage response, CancellationToken cancellationToken) =>
        tokens!.GetTokenAsync(
            new() { TenantId = context.TenantId, Refused = refused, Claims = SignInDemand.ClaimsIn(response) },
            cancellationToken);

    private Task<HttpResponseMessage> SendWithAsync(AccessToken token, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return base.SendAsync(request, cancellationToken);
    }
}
