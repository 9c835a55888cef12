using System;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Apigee;

/// <summary>
/// Tokens of Apigee's sign-in server, in memory only. A new one is got with the refresh token; when that has ended too, with the
/// password, unless a second factor went with it.
/// </summary>
internal sealed class SsoCredential : IApigeeCredential
{
    // A token that ends while the request is under way would be refused.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SsoClient _client;
    private readonly TimeProvider _clock;
    private readonly object _gate = new();
    private SecureString? _password;
    private Task<AccessToken>? _renewal;
    private volatile SsoGrant _grant;

    private SsoCredential(SsoClient client, SsoGrant grant, ApigeeSignIn signIn)
    {
        _client = client;
        _grant = grant;
        _clock = signIn.Clock;
        _password = signIn.MfaToken is null ? signIn.Password : null;
        Account = signIn.UserName ?? AccessTokenClaims.TryRead(grant.Token.Value)?.Email ?? "(unknown user)";
    }

    public string Account { get; }

    public ApigeeSignInMethod Method => ApigeeSignInMethod.SingleSignOn;

    public DateTimeOffset? ExpiresOn => _grant.Token.ExpiresOn == DateTimeOffset.MaxValue ? null : _grant.Token.ExpiresOn;

    /// <summary>Signs in.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.SignInFailed"/>: the server refused; or an <c>Apigee…</c> id.</exception>
    public static async Task<SsoCredential> SignInAsync(ApigeeSignIn signIn, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        SsoClient client = new(signIn.SsoUri!, signIn.Servers, signIn.Clock);
        try
        {
            SsoGrant grant = await (signIn switch
            {
                { RefreshToken: { } refreshToken } => client.WithRefreshTokenAsync(refreshToken, observer, cancellationToken),
                { Passcode: { } passcode } => client.WithPasscodeAsync(passcode, observer, cancellationToken),
                _ => client.WithPasswordAsync(signIn.UserName!, signIn.Password!, signIn.MfaToken, observer, cancellationToken),
            }).ConfigureAwait(false);
            return new SsoCredential(client, grant, signIn);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _password = null;
        _grant = _grant with { RefreshToken = null };
    }

    public async Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken)
    {
        Task<AccessToken> renewal;
        lock (_gate)
        {
            if (IsGood(request))
            {
                return _grant.Token;
            }

            // No cancellation token: who gives up must not end what others wait for, nor lose a refresh token that is good once.
            renewal = _renewal ??= Task.Run(RenewAsync, CancellationToken.None);
        }

        await renewal.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        return await renewal.ConfigureAwait(false);
    }

    private bool IsGood(AccessTokenRequest request)
    {
        AccessToken token = _grant.Token;
        return !ReferenceEquals(token, request.Refused) && token.ExpiresOn > _clock.GetUtcNow() + Margin;
    }

    private async Task<AccessToken> RenewAsync()
    {
        try
        {
            _grant = await FetchAsync().ConfigureAwait(false);
            return _grant.Token;
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            // The next request would wait for the same server as long as this one has.
            throw new AdoPatException(ErrorIds.SignInFailed, $"The sign-in of {Account} could not be renewed. {failure.Message}", failure);
        }
        finally
        {
            lock (_gate)
            {
                _renewal = null;
            }
        }
    }

    // What was refused is not sent again: a wrong password, sent often enough, locks an account.
    private async Task<SsoGrant> FetchAsync()
    {
        AdoPatException? refusal = null;
        if (_grant.RefreshToken is { } refreshToken)
        {
            try
            {
                SsoGrant grant = await _client.WithRefreshTokenAsync(refreshToken, observer: null, CancellationToken.None).ConfigureAwait(false);
                return grant.RefreshToken is null ? grant with { RefreshToken = refreshToken } : grant;
            }
            catch (AdoPatException failure) when (failure.ErrorId == ErrorIds.SignInFailed)
            {
                _grant = _grant with { RefreshToken = null };
                refusal = failure;
            }
        }

        if (_password is { } password)
        {
            try
            {
                return await _client.WithPasswordAsync(Account, password, mfaToken: null, observer: null, CancellationToken.None).ConfigureAwait(false);
            }
            catch (AdoPatException failure) when (failure.ErrorId == ErrorIds.SignInFailed)
            {
                _password = null;
                throw;
            }
        }

        throw new AdoPatException(ErrorIds.InteractionRequired, $"The sign-in of {Account} is over, and takes a person to renew. Run Connect-Apigee again.", refusal);
    }
}
