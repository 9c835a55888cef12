namespace AdoPat.Models;

/// <summary>What became of one destination in a rotation.</summary>
public sealed class DestinationOutcome
{
    /// <summary>The destination.</summary>
    public required AdoPatDestination Destination { get; init; }

    /// <summary>True when it holds the new secret.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Why it does not hold it; null when it does, or when it was not its turn.</summary>
    public string? Error { get; init; }

    /// <summary>The destination and what became of it.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() => $"{Destination}: {(IsWritten ? "written" : Error ?? "not written yet")}";
}
