using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Entra;

/// <summary>Issues access, id and refresh tokens.</summary>
internal sealed class TokenIssuer(EmulatorState state, SigningKey key)
{
    // As long as real ones, by which clients recognise what no message may show.
    private const int RefreshTokenLength = 1000;

    private const string Base64UrlCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>What a user's sign-in or refresh is answered with.</summary>
    /// <param name="grant">Who, for which client, for what.</param>
    /// <param name="nonce">For the id token.</param>
    /// <param name="authority">Scheme and host that the client called.</param>
    /// <returns>The token answer.</returns>
    public IResult ForUser(Grant grant, string? nonce, string authority)
    {
        RequestedScopes scopes = new(grant.Scope);
        string issuer = $"{authority}/{grant.Tenant.Id}/v2.0";
        JsonObject access = Claims(scopes.Resource, $"https://sts.windows.net/{grant.Tenant.Id}/");
        Identify(access, grant);
        access["scp"] = scopes.Granted;
        access["appid"] = grant.ClientId;
        access["upn"] = grant.User.Upn;
        access["unique_name"] = grant.User.Upn;
        access["ver"] = "1.0";
        if (grant.HasClaims)
        {
            access["acrs"] = new JsonArray("c1");
        }

        JsonObject answer = Answer(access);
        answer["scope"] = scopes.Answer;
        if (scopes.OfflineAccess)
        {
            answer["refresh_token"] = NewRefreshToken(grant);
        }

        if (scopes.OpenId)
        {
            JsonObject id = Claims(grant.ClientId, issuer);
            Identify(id, grant);
            id["preferred_username"] = grant.User.Upn;
            id["ver"] = "2.0";
            if (nonce is not null)
            {
                id["nonce"] = nonce;
            }

            answer["id_token"] = key.Sign(id);
        }

        JsonObject client = new() { ["uid"] = grant.User.ObjectId.ToString(), ["utid"] = state.TenantOf(grant.User.Tenant)!.Id.ToString() };
        answer["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(client.ToJsonString()));
        return Results.Json(answer);
    }

    /// <summary>What the client credentials of an application are answered with.</summary>
    /// <param name="application">The application.</param>
    /// <param name="tenant">The tenant that issues the token.</param>
    /// <param name="scopes">What was asked for.</param>
    /// <returns>The token answer.</returns>
    public IResult ForApplication(Application application, Tenant tenant, RequestedScopes scopes)
    {
        JsonObject access = Claims(scopes.Resource, $"https://sts.windows.net/{tenant.Id}/");
        access["tid"] = tenant.Id.ToString();
        access["oid"] = application.ObjectId.ToString();
        access["sub"] = application.ObjectId.ToString();
        access["appid"] = application.ClientId;
        access["idtyp"] = "app";
        access["ver"] = "1.0";
        return Results.Json(Answer(access));
    }

    private static void Identify(JsonObject claims, Grant grant)
    {
        claims["tid"] = grant.Tenant.Id.ToString();
        claims["oid"] = grant.User.ObjectId.ToString();
        claims["sub"] = StableGuid.From("subject", grant.User.Upn + grant.ClientId).ToString("N");
        claims["name"] = grant.User.DisplayName;
    }

    private JsonObject Claims(string audience, string issuer)
    {
        DateTimeOffset now = state.Clock.UtcNow;
        return new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = issuer,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = EndOf(now),
            ["uti"] = Guid.NewGuid().ToString("N"),
        };
    }

    // Rounded up, so that a token lives as long as expires_in says.
    private long EndOf(DateTimeOffset start) => start.AddSeconds(state.Behaviour.AccessTokenSeconds).AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds();

    private JsonObject Answer(JsonObject access) => new()
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = state.Behaviour.AccessTokenSeconds,
        ["ext_expires_in"] = state.Behaviour.AccessTokenSeconds,
        ["access_token"] = key.Sign(access),
    };

    private string NewRefreshToken(Grant grant)
    {
        RefreshToken token = new()
        {
            Token = "1.A" + RandomNumberGenerator.GetString(Base64UrlCharacters, RefreshTokenLength),
            User = grant.User.Upn,
            ClientId = grant.ClientId,
            Issued = state.Clock.UtcNow,
        };
        state.RefreshTokens.Add(token.Token, token);
        return token.Token;
    }
}
