using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>How tokens are rotated.</summary>
public sealed class RotationOptions
{
    /// <summary>Where the new secret goes, in this order; the first one is the primary.</summary>
    public IReadOnlyList<AdoPatDestination> Destinations { get; init; } = [];

    /// <summary>The lifetime of the new token; null for the old one's.</summary>
    public TimeSpan? ValidFor { get; init; }

    /// <summary>How long the old token lives on beside the new one.</summary>
    public TimeSpan RevokeAfter { get; init; }

    /// <summary>True to revoke the old token without having asked the service with the new one.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>The organizations that get one token each, for a global token.</summary>
    public IReadOnlyList<string> TargetOrganizations { get; init; } = [];

    /// <summary>True to rotate tokens too whose name says that a program made them for itself.</summary>
    public bool IncludeMachineMade { get; init; }
}
