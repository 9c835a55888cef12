namespace AdoPat.Models;

/// <summary>What a rotation has brought: the journal's facts, and the tokens.</summary>
public sealed class AdoPatRotationResult : AdoPatRotation
{
    /// <summary>The token that is replaced, as it is now; null when there was none, or it is not known any more.</summary>
    public PersonalAccessToken? Old { get; init; }

    /// <summary>The new token with its secret; null when there is none, or its secret cannot be read back.</summary>
    public IssuedPersonalAccessToken? New { get; init; }
}
