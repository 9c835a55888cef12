using System;

namespace AdoPat.Emulator.State;

/// <summary>Switches for what the real services leave open, or have changed over time.</summary>
internal sealed class Behaviour
{
    /// <summary>The status of an answer that carries a <c>patTokenError</c>: 200 or 400.</summary>
    public int RefusalStatus { get; set; } = 200;

    /// <summary>The status of a revocation that worked: 204 or 200.</summary>
    public int RevokeStatus { get; set; } = 204;

    /// <summary>The status of revoking a token that is revoked already: 404, or 204 as if it was the first time.</summary>
    public int RevokeAgainStatus { get; set; } = 404;

    /// <summary>The status of an InvalidAccessException (PAT or service principal on tokens/pats): 403 or 400.</summary>
    public int InvalidAccessStatus { get; set; } = 403;

    /// <summary>The newest version of the REST API that is served: 7.2 or 7.1.</summary>
    public Version NewestApiVersion { get; set; } = new(7, 2);

    /// <summary>A validTo beyond the tenant's longest lifespan is shortened, or refused.</summary>
    public LifespanViolation LifespanViolation { get; set; }

    /// <summary>How a request without good credentials is answered.</summary>
    public UnauthenticatedAnswer UnauthenticatedAnswer { get; set; }

    /// <summary>The format of new tokens.</summary>
    public TokenFormat TokenFormat { get; set; }

    /// <summary>What a list shows when displayFilterOption is left out: <c>active</c> or <c>all</c>.</summary>
    public string DefaultFilter { get; set; } = "active";

    /// <summary>
    /// A page of a list continues at a number of tokens, so that a token revoked meanwhile moves the rest up, past the next
    /// page; else it continues behind the last token of the page before.
    /// </summary>
    public bool ContinuationIsOffset { get; set; }

    /// <summary>Lists for administrators have the revoked tokens too, with <c>isValid</c> false; else they leave them out.</summary>
    public bool RevokedTokensAreListed { get; set; } = true;

    /// <summary>The status of a request of an administrator to revoke an id that is not there, or is revoked already: 204, or 400 or 404, and then the others are not revoked.</summary>
    public int UnknownRevocationStatus { get; set; } = 204;

    /// <summary>Lists for administrators do not look at <c>isPublic</c>: each has personal access tokens and SSH keys.</summary>
    public bool KindIsIgnored { get; set; }

    /// <summary>SSH keys have no end: lists for administrators have the year 1 there.</summary>
    public bool SshKeysHaveNoEnd { get; set; }

    /// <summary>A search for an identity that is not there finds one that is null; else it finds none.</summary>
    public bool UnknownIdentityIsNull { get; set; }

    /// <summary>How many users a page of the Graph API has.</summary>
    public int UsersPerPage { get; set; } = 500;

    /// <summary>Policies that cannot be read at the moment.</summary>
    public PolicyOutage PolicyOutage { get; set; }

    /// <summary>From when on no tokens for all organizations are made, UTC.</summary>
    public DateTime GlobalTokensBlockedFrom { get; set; } = new(2026, 3, 15, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>From when on tokens for all organizations do not work, UTC.</summary>
    public DateTime GlobalTokensEndFrom { get; set; } = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>From when on an expired token cannot be extended, UTC.</summary>
    public DateTime ExpiredTokensFrozenFrom { get; set; } = new(2026, 3, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The life of an Entra access token, in seconds.</summary>
    public int AccessTokenSeconds { get; set; } = 3600;

    /// <summary>The least time between two polls for a device code, in seconds.</summary>
    public int DeviceCodeIntervalSeconds { get; set; } = 1;

    /// <summary>The life of a device code, in seconds.</summary>
    public int DeviceCodeSeconds { get; set; } = 900;

    /// <summary>The user for whom every sign-in is approved without a page; null to ask.</summary>
    public string? SignIn { get; set; }

    /// <summary>How much later than possible every emulated service answers, in milliseconds.</summary>
    public int LatencyMilliseconds { get; set; }

    /// <summary>Rate limits.</summary>
    public Throttling Throttling { get; set; } = new();

    /// <summary>Switches of Apigee Edge.</summary>
    public ApigeeBehaviour Apigee { get; set; } = new();
}
