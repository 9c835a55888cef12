using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>What a rotation is to do: which token is replaced by what, and who gets the new secret.</summary>
public sealed class RotationPlan
{
    /// <summary>The token to replace; null to create one only.</summary>
    public PersonalAccessToken? Old { get; init; }

    /// <summary>The organization of the new token.</summary>
    public required string Organization { get; init; }

    /// <summary>The name of the new token; that of the old one.</summary>
    public required string Name { get; init; }

    /// <summary>The scopes of the new token; those of the old one.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>How long the new token lives, from its creation; at most one year.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Who gets the new secret, in this order; the first is the primary. They are resolved for this token
    /// (<see cref="AdoPatDestination.Resolve"/>). None: the secret is only on the result.</summary>
    public IReadOnlyList<AdoPatDestination> Destinations { get; init; } = [];

    /// <summary>How long the old token lives on after the new one was proven to work; zero revokes it at once.</summary>
    public TimeSpan RevokeAfter { get; init; }

    /// <summary>True to revoke the old token although the service was not asked whether the new one works.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>
    /// Common to the plans that replace one token of all organizations by one for each: the last of them revokes it. They
    /// are put into the journal together, by <see cref="Rotator.PlanGroup"/>.
    /// </summary>
    public Guid? GroupId { get; init; }
}
