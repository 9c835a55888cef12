using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>What token somebody needs, and where it is kept.</summary>
public sealed class TokenDemand
{
    /// <summary>The organization it must work in.</summary>
    public required string Organization { get; init; }

    /// <summary>The name it has, or is created with.</summary>
    public required string Name { get; init; }

    /// <summary>What it must be allowed to do; a token that may do more is good too.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>The place that keeps it. It must be one that can be read.</summary>
    public required AdoPatDestination Store { get; init; }

    /// <summary>How long it must still live.</summary>
    public required TimeSpan MinimumLife { get; init; }

    /// <summary>How long a new one lives.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>How long the one before lives on beside a new one.</summary>
    public TimeSpan RevokeAfter { get; init; }
}
