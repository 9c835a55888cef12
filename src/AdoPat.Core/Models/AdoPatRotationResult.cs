namespace AdoPat.Models;

/// <summary>
/// What a rotation has brought: the journal's facts, and the tokens. An object that was handed out before the old token was
/// revoked learns how it ended.
/// </summary>
public sealed class AdoPatRotationResult : AdoPatRotation
{
    /// <summary>The token that is replaced, as it is now; null when there was none, or it is not known any more.</summary>
    public PersonalAccessToken? Old { get; init; }

    /// <summary>The new token with its secret; null when there is none, or its secret cannot be read back.</summary>
    public IssuedPersonalAccessToken? New { get; init; }

    /// <summary>
    /// Why it did not come to its end: <see cref="ErrorIds.RotationIncomplete"/> when it is still open, the id of the refusal
    /// when it was given up. Null when all is well, also when only a later revocation is due.
    /// </summary>
    public AdoPatException? Failure { get; internal set; }
}
