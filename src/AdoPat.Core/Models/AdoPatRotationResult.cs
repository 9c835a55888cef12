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
    /// The id of what kept it from its end: <see cref="ErrorIds.RotationIncomplete"/> when it is still open, the id of the
    /// refusal when it was given up. Null when all is well, also when only a later revocation is due.
    /// </summary>
    public string? ErrorId => Failure?.ErrorId;

    // Not public: as JSON or XML, an exception leads to assemblies, and through them to all there is.
    internal AdoPatException? Failure { get; set; }

    /// <summary>What kept it from its end, with the message that says what stands where and what to run next.</summary>
    /// <returns>The failure; null when <see cref="ErrorId"/> is.</returns>
    public AdoPatException? GetFailure() => Failure;
}
