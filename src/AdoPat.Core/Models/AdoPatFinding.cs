namespace AdoPat.Models;

/// <summary>One token that breaks one rule.</summary>
public sealed class AdoPatFinding
{
    /// <summary>The token.</summary>
    public required PersonalAccessToken Token { get; init; }

    /// <summary>The name of the rule it breaks.</summary>
    public required string Rule { get; init; }

    /// <summary>How much it matters.</summary>
    public FindingSeverity Severity { get; init; }

    /// <summary>What is wrong with the token.</summary>
    public required string Message { get; init; }

    /// <summary>What to run about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>The severity, the token and what is wrong with it, for messages.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() => $"{Severity}: {Token}: {Message}";
}
