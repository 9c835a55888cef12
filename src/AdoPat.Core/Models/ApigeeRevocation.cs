namespace AdoPat.Models;

/// <summary>A revocation of all tokens of an end user, of an app, or of both, and how far it has come.</summary>
public sealed class ApigeeRevocation
{
    /// <summary>The organization.</summary>
    public required string Organization { get; init; }

    /// <summary>The end user whose tokens are meant; empty for any.</summary>
    public string EndUserId { get; init; } = "";

    /// <summary>The app whose tokens are meant; empty for any.</summary>
    public string AppId { get; init; } = "";

    /// <summary>Whether the refresh tokens were to be revoked too.</summary>
    public bool Cascade { get; init; }

    /// <summary>How many tokens the server has taken for revocation; null when it did not say.</summary>
    public int? Submitted { get; init; }

    /// <summary>How far it has come.</summary>
    public ApigeeRevocationState State { get; init; }

    /// <summary>How many of the tokens were still active when it was last looked; null when that is not known.</summary>
    public int? Remaining { get; init; }
}
