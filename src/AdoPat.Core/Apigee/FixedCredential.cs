using System;
using System.Linq;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Apigee;

/// <summary>A credential that stays as the user brought it: a password, or an access token from elsewhere.</summary>
internal sealed class FixedCredential : IApigeeCredential
{
    private readonly AccessToken _token;
    private readonly TimeProvider _clock;

    private FixedCredential(string account, ApigeeSignInMethod method, AccessToken token, TimeProvider clock)
    {
        Account = account;
        Method = method;
        _token = token;
        _clock = clock;
    }

    public string Account { get; }

    public ApigeeSignInMethod Method { get; }

    public DateTimeOffset? ExpiresOn => _token.ExpiresOn == DateTimeOffset.MaxValue ? null : _token.ExpiresOn;

    /// <summary>User name and password, sent with every request without being asked for.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: there are none.</exception>
    public static FixedCredential Basic(string? userName, SecureString? password, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(userName) || password is null)
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, "Credential has no user name. Nothing was sent.");
        }

        string pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{SecretText.ToPlainText(password)}"));
        return new(userName!, ApigeeSignInMethod.Basic, new AccessToken(pair, DateTimeOffset.MaxValue) { Scheme = "Basic" }, clock);
    }

    /// <summary>An access token from elsewhere; its end is known when it is a JSON Web Token.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: no header can hold it.</exception>
    public static FixedCredential Bearer(SecureString accessToken, TimeProvider clock)
    {
        string value = SecretText.ToPlainText(accessToken).Trim();
        if (value.Length == 0 || !value.All(c => c is > ' ' and <= '~'))
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, "The value of AccessToken is no access token: it is empty, or has a space, a line end or another character that none has. Nothing was sent.");
        }

        AccessTokenClaims? claims = AccessTokenClaims.TryRead(value);
        AccessToken token = new(value, claims?.ExpiresOn ?? DateTimeOffset.MaxValue);
        return new(claims?.Email ?? "(unknown user)", ApigeeSignInMethod.AccessToken, token, clock);
    }

    public Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken) =>
        _token.ExpiresOn > _clock.GetUtcNow()
            ? Task.FromResult(_token)
            : throw new AdoPatException(
                ErrorIds.InteractionRequired,
                $"The access token given to Connect-Apigee has ended at {_token.ExpiresOn:u}. Run Connect-Apigee -AccessToken with a new one.");

    public void Dispose()
    {
    }
}
