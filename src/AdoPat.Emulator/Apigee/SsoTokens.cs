using System;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Entra;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>The tokens of the sign-in server, signed by the key of this run.</summary>
internal sealed class SsoTokens(EmulatorState state, SigningKey key)
{
    private const string Issuer = "https://login.apigee.com/oauth/token";
    private const string Access = "access";
    private const string Refresh = "refresh";

    /// <summary>Finds the user that a refresh token is of.</summary>
    /// <param name="token">The refresh token.</param>
    /// <param name="isExpired">Whether it is one, and has ended.</param>
    /// <returns>The user; null when there is none, or it has ended.</returns>
    public ApigeeUser? UserOfRefreshToken(string token, out bool isExpired) => Read(token, Refresh, out isExpired);

    /// <summary>Finds the user that an access token is of.</summary>
    /// <param name="token">The access token.</param>
    /// <returns>The user; null when there is none, or it has ended.</returns>
    public ApigeeUser? UserOf(string token) => Read(token, Access, out _);

    /// <summary>Makes an answer with tokens.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="refreshToken">The refresh token that was spent, which stays good; null to make one.</param>
    /// <returns>What the token endpoint answers.</returns>
    public JsonObject Issue(ApigeeUser user, string? refreshToken)
    {
        string id = Guid.NewGuid().ToString("N");
        return new JsonObject
        {
            ["access_token"] = Sign(user, Access, id, state.Behaviour.Apigee.SsoTokenSeconds),
            ["token_type"] = "bearer",
            ["refresh_token"] = refreshToken ?? Sign(user, Refresh, id + "-r", state.Behaviour.Apigee.SsoRefreshSeconds),
            ["expires_in"] = Math.Max(0, state.Behaviour.Apigee.SsoTokenSeconds - 1),
            ["scope"] = "scim.me openid password.write approvals.me oauth.approvals",
            ["jti"] = id,
        };
    }

    private string Sign(ApigeeUser user, string kind, string id, int seconds) => key.Sign(new JsonObject
    {
        ["jti"] = id,
        ["sub"] = StableGuid.From("apigeeUser", user.Email).ToString(),
        ["email"] = user.Email,
        ["user_name"] = user.Email,
        ["client_id"] = SsoEndpoints.ClientId,
        ["kind"] = kind,
        ["iss"] = Issuer,
        ["iat"] = new DateTimeOffset(state.Clock.UtcNow).ToUnixTimeSeconds(),
        ["exp"] = new DateTimeOffset(state.Clock.UtcNow).AddSeconds(seconds).ToUnixTimeSeconds(),
    });

    private ApigeeUser? Read(string token, string kind, out bool isExpired)
    {
        JsonObject? claims = key.Verify(token);
        bool isOurs = claims?["iss"].Text() == Issuer && claims["kind"].Text() == kind;
        isExpired = isOurs && (long)claims!["exp"]! <= new DateTimeOffset(state.Clock.UtcNow).ToUnixTimeSeconds();
        return isOurs && !isExpired ? state.ApigeeUserOf(claims!["email"].Text()) : null;
    }
}
