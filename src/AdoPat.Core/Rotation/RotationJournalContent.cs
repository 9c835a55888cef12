using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>What the journal of rotations holds.</summary>
public sealed class RotationJournalContent
{
    /// <summary>The rotations, the oldest first.</summary>
    public required IReadOnlyList<AdoPatRotation> Rotations { get; init; }

    /// <summary>What there is in the folder that could not be read, a sentence each. It was left as it is.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
