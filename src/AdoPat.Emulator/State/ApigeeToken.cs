using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace AdoPat.Emulator.State;

/// <summary>An OAuth 2.0 access token that an Apigee organization has issued.</summary>
internal sealed class ApigeeToken
{
    /// <summary>The organization.</summary>
    public required string Organization { get; set; }

    /// <summary>The id of the app, or its name.</summary>
    public required string App { get; set; }

    /// <summary>The value; made up when it is not given.</summary>
    public string Token { get; set; } = "";

    /// <summary>The end user, any text; null when the policy put none in.</summary>
    public string? EndUser { get; set; }

    /// <summary>The consumer key; the first of the app when it is not given.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The API products; those of the consumer key when they are not given.</summary>
    public List<string>? ApiProducts { get; set; }

    /// <summary>The scopes, with spaces between them.</summary>
    public string Scope { get; set; } = "";

    /// <summary>How it was asked for.</summary>
    public string GrantType { get; set; } = "client_credentials";

    /// <summary>BearerToken, or what the policy says.</summary>
    public string TokenType { get; set; } = "BearerToken";

    /// <summary>When it was issued, UTC; now when it is not given.</summary>
    public DateTime IssuedAt { get; set; }

    /// <summary>When it ends, UTC; an hour after it was issued when it is not given.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>It has no end.</summary>
    public bool NeverExpires { get; set; }

    /// <summary>When it was, or will be, revoked, UTC; null for not at all.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>When it was changed last, UTC; when it was issued when it is not given.</summary>
    public DateTime LastModifiedAt { get; set; }

    /// <summary>The refresh token that was issued with it; null for none.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>When the refresh token ends, UTC; null for never.</summary>
    public DateTime? RefreshTokenExpiresAt { get; set; }

    /// <summary>When the refresh token was, or will be, revoked, UTC; null for not at all.</summary>
    public DateTime? RefreshTokenRevokedAt { get; set; }

    /// <summary>How often it was refreshed.</summary>
    public int RefreshCount { get; set; }

    /// <summary>Further facts.</summary>
    public List<ApigeeProperty> Attributes { get; set; } = [];

    /// <summary>Revocations are answered as if they worked, and it stays as it is.</summary>
    public bool IgnoresRevocation { get; set; }

    /// <summary>A search by end user does not find it, as it is from before such searches were switched on.</summary>
    public bool HiddenFromEndUser { get; set; }

    /// <summary>When the gateway last let it in, UTC.</summary>
    public DateTime? SeenByGateway { get; set; }

    /// <summary>The shape of its details; null for that of the switch.</summary>
    public ApigeeTokenShape? Shape { get; set; }

    /// <summary>What its details say instead, by the names of the answer; null for what the emulator says.</summary>
    public JsonObject? Details { get; set; }

    /// <summary>Fields that its details leave out.</summary>
    public List<string> OmittedDetails { get; set; } = [];

    /// <summary>The whole answer with its details as a text, which need not be JSON; null for what the emulator says.</summary>
    public string? RawDetails { get; set; }

    /// <summary>For a seed: so many tokens like this one, each with a value of its own.</summary>
    public int Count { get; set; }

    /// <summary>What its status is.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <returns>approved, revoked or expired.</returns>
    public string StatusAt(DateTime now) => RevokedAt <= now ? "revoked" : !NeverExpires && ExpiresAt <= now ? "expired" : "approved";

    /// <summary>What the status of the refresh token is.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <returns>approved, revoked or expired.</returns>
    public string RefreshStatusAt(DateTime now) =>
        RefreshTokenRevokedAt <= now ? "revoked" : RefreshTokenExpiresAt <= now ? "expired" : "approved";

    /// <summary>Whether it has been forgotten.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="after">How long after its end, in seconds; null for never.</param>
    /// <returns>True when it and its refresh token ended so long ago.</returns>
    public bool IsPurgedAt(DateTime now, int? after)
    {
        bool canRefresh = RefreshToken is not null && (RefreshTokenExpiresAt is null || RefreshTokenExpiresAt.Value.AddSeconds(after ?? 0) > now);
        return after is { } seconds && !NeverExpires && !canRefresh && ExpiresAt!.Value.AddSeconds(seconds) <= now;
    }

    /// <summary>Another one like it.</summary>
    /// <returns>A copy without a value and a count.</returns>
    public ApigeeToken Another()
    {
        ApigeeToken copy = (ApigeeToken)MemberwiseClone();
        (copy.Token, copy.Count) = ("", 0);
        return copy;
    }
}
