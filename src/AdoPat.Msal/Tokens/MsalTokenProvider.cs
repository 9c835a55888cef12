using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Errors;
using AdoPat.Sessions;
using Microsoft.Identity.Client;

namespace AdoPat.Msal.Tokens;

/// <summary>The access tokens of one signed-in user, one lane for each tenant.</summary>
internal sealed class MsalTokenProvider : IAccessTokenProvider
{
    private readonly IPublicClientApplication _client;
    private readonly IAccount _account;
    private readonly EntraCall _call;
    private readonly ConcurrentDictionary<string, TokenLane> _lanes = new(StringComparer.OrdinalIgnoreCase);
    private long _newestExpiry;

    /// <summary>Starts with the token of the sign-in.</summary>
    /// <param name="client">The client that has the account in its cache.</param>
    /// <param name="signIn">What the sign-in gave.</param>
    /// <param name="call">How and where the user was signed in.</param>
    public MsalTokenProvider(IPublicClientApplication client, AuthenticationResult signIn, EntraCall call)
    {
        _client = client;
        _account = signIn.Account;
        Account = signIn.Account.Username;
        TenantId = signIn.TenantId;
        Method = call.Method;
        _call = call with { Method = SignInMethod.Cache, Account = Account };
        LaneOf(TenantId).Put(Note(signIn));
    }

    /// <inheritdoc/>
    public string Account { get; }

    /// <inheritdoc/>
    public string TenantId { get; }

    /// <inheritdoc/>
    public SignInMethod Method { get; }

    /// <inheritdoc/>
    public DateTimeOffset ExpiresOn => new(Interlocked.Read(ref _newestExpiry), TimeSpan.Zero);

    /// <inheritdoc/>
    public Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken) =>
        LaneOf(request.TenantId ?? TenantId).GetAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        _lanes.Clear();
        Task<bool> removal = Task.Run(RemoveAsync, cancellationToken);
        await removal.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> RemoveAsync()
    {
        try
        {
            await _client.RemoveAsync(_account).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is not AdoPatException)
        {
            throw new AdoPatException(
                ErrorIds.SignInFailed,
                $"{Account} could not be removed from the token cache: {EntraText.Tidy(e.Message)} The sign-in may still be in it; run "
                + "Connect-AdoPat -NonInteractive and Disconnect-AdoPat -ClearTokenCache to try again.");
        }
    }

    private TokenLane LaneOf(string tenant) =>
        _lanes.GetOrAdd(tenant, key => new TokenLane(fetch => FetchAsync(key, fetch), TimeProvider.System));

    private async Task<FetchedToken> FetchAsync(string tenant, TokenFetch fetch)
    {
        try
        {
            AcquireTokenSilentParameterBuilder call = _client.AcquireTokenSilent(EntraClients.Scopes, _account)
                .WithTenantId(tenant)
                .WithForceRefresh(fetch.Force);
            call = fetch.Claims is null ? call : call.WithClaims(fetch.Claims);
            return Note(await call.ExecuteAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            throw EntraErrors.Translate(e, _call with { Tenant = tenant });
        }
    }

    private FetchedToken Note(AuthenticationResult result)
    {
        Interlocked.Exchange(ref _newestExpiry, result.ExpiresOn.UtcTicks);
        bool isNew = result.AuthenticationResultMetadata.TokenSource != TokenSource.Cache;
        return new FetchedToken(new AccessToken(result.AccessToken, result.ExpiresOn), isNew);
    }
}
