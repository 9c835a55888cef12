using System;
using System.Text;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Entra;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Reads the credentials of a request.</summary>
internal sealed class CallerReader(EmulatorState state, SigningKey key)
{
    private static readonly Caller Invalid = new(CallerKind.Invalid);

    /// <summary>Reads the credentials.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Who sent it.</returns>
    public Caller Read(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return new Caller(CallerKind.Anonymous);
        }

        string[] parts = header.Split(' ', 2, StringSplitOptions.TrimEntries);
        return parts switch
        {
            [var scheme, var token] when Names.Same(scheme, "Bearer") => OfAccessToken(token),
            [var scheme, var pair] when Names.Same(scheme, "Basic") => OfPassword(pair),
            _ => Invalid,
        };
    }

    private Caller OfPassword(string pair)
    {
        Span<byte> bytes = new byte[pair.Length];
        if (!Convert.TryFromBase64String(pair, bytes, out int length))
        {
            return Invalid;
        }

        string text = Encoding.UTF8.GetString(bytes[..length]);
        string password = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];

        // The service takes an Entra token as a password too; no personal access token has a dot in it.
        return password.Contains('.', StringComparison.Ordinal) ? OfAccessToken(password) : OfPersonalToken(password);
    }

    private Caller OfPersonalToken(string secret)
    {
        if (state.Tokens.BySecret(secret) is not { } token || state.UserOf(token.Owner) is not { } owner)
        {
            return Invalid;
        }

        CallerKind kind = token.StatusAt(state.Clock.UtcNow) switch
        {
            TokenStatus.Active => CallerKind.Token,
            TokenStatus.Expired => CallerKind.ExpiredToken,
            _ => CallerKind.Invalid,
        };
        return new Caller(kind) { User = owner, Token = token };
    }

    private Caller OfAccessToken(string token)
    {
        if (key.Verify(token) is not { } claims || !IsGood(claims))
        {
            return Invalid;
        }

        Caller caller = new(CallerKind.ServicePrincipal)
        {
            TenantId = Guid.Parse(Text(claims, "tid")),
            ClientId = Text(claims, "appid"),
            HasClaims = claims.ContainsKey("acrs"),
        };
        if (Text(claims, "idtyp") == "app")
        {
            return caller;
        }

        return state.UserOf(Text(claims, "upn")) is { } user
            ? caller with { Kind = CallerKind.User, User = user, Rights = Text(claims, "scp").Split(' ') }
            : Invalid;
    }

    private static string Text(JsonObject claims, string name) => claims[name]?.GetValue<string>() ?? "";

    private bool IsGood(JsonObject claims) =>
        Text(claims, "aud") == RequestedScopes.AzureDevOps
        && claims["exp"]!.GetValue<long>() > new DateTimeOffset(state.Clock.UtcNow).ToUnixTimeSeconds();
}
