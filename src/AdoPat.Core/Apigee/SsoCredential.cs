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
    private readonly SecureString? _password;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _renewal = new(1);
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

    public void Dispose() => _client.Dispose();

    public async Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken)
    {
        if (!IsGood(request))
        {
            await _renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!IsGood(request))
                {
                    _grant = await RenewAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                _renewal.Release();
            }
        }

        return _grant.Token;
    }

    private bool IsGood(AccessTokenRequest request)
    {
        AccessToken token = _grant.Token;
        return !ReferenceEquals(token, request.Refused) && token.ExpiresOn > _clock.GetUtcNow() + Margin;
    }

    private async Task<SsoGrant> RenewAsync(CancellationToken cancellationToken)
    {
        AdoPatException? refusal = null;
        if (_grant.RefreshToken is { } refreshToken)
        {
            try
            {
                SsoGrant grant = await _client.WithRefreshTokenAsync(refreshToken, observer: null, cancellationToken).ConfigureAwait(false);
                return grant.RefreshToken is null ? grant with { RefreshToken = refreshToken } : grant;
            }
            catch (AdoPatException failure) when (failure.ErrorId == ErrorIds.SignInFailed)
            {
                refusal = failure;
            }
        }

        return _password is not null
            ? await _client.WithPasswordAsync(Account, _password, mfaToken: null, observer: null, cancellationToken).ConfigureAwait(false)
            : throw new AdoPatException(ErrorIds.InteractionRequired, $"The sign-in of {Account} is over, and takes a person to renew. Run Connect-Apigee again.", refusal);
    }
}
