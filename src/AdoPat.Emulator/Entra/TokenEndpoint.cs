using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Entra;

/// <summary><c>/{tenant}/oauth2/v2.0/token</c>: codes, refresh tokens, device codes and secrets against tokens.</summary>
internal sealed class TokenEndpoint(EmulatorState state, PendingSignIns pending, SignInRules rules, TokenIssuer issuer) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder entra = routes.MapGroup("/" + EmulatedHosts.EntraLogin);
        entra.MapPost("/{tenant}/oauth2/v2.0/token", AnswerAsync);
    }

    private static bool Proves(string verifier, AuthorizationCode code) => code.Challenge is null || code.Challenge ==
        (code.ChallengeMethod == "S256" ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : verifier);

    private async Task<IResult> AnswerAsync(string tenant, HttpContext context)
    {
        TokenRequest request = await TokenRequest.ReadAsync(tenant, context.Request);
        RequestRecord record = context.Record();
        record.GrantType = request.GrantType;
        record.ClientId = request.ClientId;
        lock (state.Gate)
        {
            return rules.Check(tenant) ?? ClientProblem(request) ?? request.GrantType switch
            {
                "authorization_code" => FromCode(request, record),
                "refresh_token" => FromRefreshToken(request, record),
                "device_code" or "urn:ietf:params:oauth:grant-type:device_code" => FromDeviceCode(request, record),
                "client_credentials" => FromSecret(request),
                _ => EntraErrors.UnsupportedGrant,
            };
        }
    }

    private EntraError? ClientProblem(TokenRequest request)
    {
        if (request.ClientId.Length == 0)
        {
            return EntraErrors.Missing("client_id");
        }

        string? expected = state.ApplicationOf(request.ClientId)?.Secret;
        return expected is null || expected == request.Secret ? null : EntraErrors.WrongSecret(request.ClientId);
    }

    private IResult FromCode(TokenRequest request, RequestRecord record)
    {
        if (pending.Spend(request["code"]) is not { } code)
        {
            return EntraErrors.CodeSpent;
        }

        record.User = code.Grant.User.Upn;
        EntraError? problem = code.Expires <= state.Clock.UtcNow ? EntraErrors.CodeExpired
            : code.Grant.ClientId != request.ClientId ? EntraErrors.WrongClient
            : code.RedirectUri != request["redirect_uri"] ? EntraErrors.WrongRedirect
            : !Proves(request["code_verifier"], code) ? EntraErrors.WrongVerifier
            : null;
        return problem ?? issuer.ForUser(Rescoped(code.Grant, request), code.Nonce, request.Authority);
    }

    private IResult FromRefreshToken(TokenRequest request, RequestRecord record)
    {
        if (!state.RefreshTokens.TryGetValue(request["refresh_token"], out RefreshToken? token)
            || !Names.Same(token.ClientId, request.ClientId)
            || state.UserOf(token.User) is not { } user)
        {
            return EntraErrors.InvalidRefreshToken;
        }

        record.User = user.Upn;
        if (token.Expired)
        {
            return EntraErrors.RefreshTokenExpired(token.Issued);
        }

        if (rules.Resolve(request.Tenant, user, out Tenant tenant) is { } foreign)
        {
            return foreign;
        }

        Grant grant = new(user, tenant, request.ClientId, WithRefreshToken(request.Scope), request.HasClaims);
        return (IResult?)rules.Refusal(grant, EntraMoment.Refresh) ?? issuer.ForUser(grant, null, request.Authority);
    }

    private IResult FromDeviceCode(TokenRequest request, RequestRecord record)
    {
        string value = request["device_code"] is { Length: > 0 } code ? code : request["code"];
        if (pending.Device(value) is not { } device || !Names.Same(device.ClientId, request.ClientId))
        {
            return EntraErrors.BadDeviceCode;
        }

        if (device.Expires <= state.Clock.UtcNow)
        {
            return EntraErrors.DeviceCodeExpired;
        }

        if (device.Declined)
        {
            return EntraErrors.AuthorizationDeclined;
        }

        if (device.Grant is not { } grant)
        {
            return EntraErrors.AuthorizationPending;
        }

        record.User = grant.User.Upn;
        pending.Remove(device);
        return (IResult?)rules.Refusal(grant, EntraMoment.SignIn) ?? issuer.ForUser(grant, null, request.Authority);
    }

    private IResult FromSecret(TokenRequest request)
    {
        Application? application = state.ApplicationOf(request.ClientId);
        return application?.Secret is null ? EntraErrors.UnknownApplication(request.ClientId)
            : state.TenantOf(request.Tenant) is not { } tenant ? EntraErrors.UnknownTenant(request.Tenant)
            : issuer.ForApplication(application, tenant, new RequestedScopes(request.Scope));
    }

    private static Grant Rescoped(Grant grant, TokenRequest request) => grant with
    {
        Scope = request.Scope.Length > 0 ? request.Scope : grant.Scope,
        HasClaims = grant.HasClaims || request.HasClaims,
    };

    // A refresh token is always answered with a new one, whether or not the client says so.
    private static string WithRefreshToken(string scope) => scope + " openid profile offline_access";
}
