using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Sessions;

/// <summary>An access token that the user brought, from <c>az account get-access-token</c> for example. It is used until it ends.</summary>
internal sealed class GivenAccessToken : IAccessTokenProvider
{
    private const string HowToGetOne =
        "Get one with: az account get-access-token --resource " + ServiceHosts.AzureDevOpsResource + " --query accessToken --output tsv";

    // A token names the service by its id, or by its address, as it was asked for.
    private static readonly string[] Audiences = [ServiceHosts.AzureDevOpsResource, ServiceHosts.GlobalSps];

    private readonly AccessToken _token;
    private readonly TimeProvider _clock;

    private GivenAccessToken(AccessToken token, AccessTokenClaims claims, TimeProvider clock)
    {
        _token = token;
        _clock = clock;
        Account = claims.UserName ?? "(unknown user)";
        TenantId = claims.TenantId ?? "";
    }

    public string Account { get; }

    public string TenantId { get; }

    public SignInMethod Method => SignInMethod.AccessToken;

    public DateTimeOffset ExpiresOn => _token.ExpiresOn;

    /// <summary>Checks the token as far as that is possible without asking anybody.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it cannot work, and why.</exception>
    public static GivenAccessToken Check(string token, TimeProvider clock)
    {
        token = token.Trim();
        if (PatFormatCheck.Of(token).Format != PatFormat.Unrecognized)
        {
            throw Refuse("is a personal access token; they cannot manage personal access tokens, only an access token of Microsoft Entra ID can.");
        }

        AccessTokenClaims claims = AccessTokenClaims.TryRead(token) ?? throw Refuse("is no access token of Microsoft Entra ID (a JSON Web Token).");
        if (claims.ExpiresOn <= clock.GetUtcNow())
        {
            throw Refuse($"has expired at {claims.ExpiresOn:u}.");
        }

        if (claims.IsApplication)
        {
            throw Refuse("is of a service principal or a managed identity; only users own personal access tokens.");
        }

        if (claims.Audience is { } audience && !Array.Exists(Audiences, known => audience.IndexOf(known, StringComparison.OrdinalIgnoreCase) >= 0))
        {
            throw Refuse($"is for '{audience}', not for Azure DevOps.");
        }

        return new GivenAccessToken(new AccessToken(token, claims.ExpiresOn), claims, clock);
    }

    public Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken) =>
        _token.ExpiresOn > _clock.GetUtcNow()
            ? Task.FromResult(_token)
            : throw new AdoPatException(
                ErrorIds.InteractionRequired,
                $"The access token given to Connect-AdoPat has ended at {_token.ExpiresOn:u}. Run Connect-AdoPat -AccessToken with a new one. {HowToGetOne}");

    public Task ForgetAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static AdoPatException Refuse(string what) =>
        new(ErrorIds.InvalidArgument, $"The value of AccessToken {what} {HowToGetOne}");
}
