using System;
using System.Collections.Generic;

namespace AdoPat.Models;

/// <summary>A rotation as the journal has it: which token is replaced by which, and how far it has come. No secret.</summary>
public class AdoPatRotation
{
    /// <summary>The id of the rotation.</summary>
    public required Guid RotationId { get; init; }

    /// <summary>The organization of the new token.</summary>
    public required string Organization { get; init; }

    /// <summary>The name of the token, the old one's and the new one's.</summary>
    public required string Name { get; init; }

    /// <summary>How far it has come.</summary>
    public RotationState State { get; internal set; }

    /// <summary>The id of the token that is replaced; null when there is none, and the token is only created.</summary>
    public Guid? OldAuthorizationId { get; init; }

    /// <summary>The id of the new token; null before it is known.</summary>
    public Guid? NewAuthorizationId { get; init; }

    /// <summary>What became of each destination, in their order; the first is the primary.</summary>
    public IReadOnlyList<DestinationOutcome> Destinations { get; init; } = [];

    /// <summary>When the old token is to be revoked; null when that is not due, or is done.</summary>
    public DateTimeOffset? RevokeDue { get; internal set; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>The user whose tokens these are.</summary>
    public required string Account { get; init; }

    /// <summary>What is in the way, or why it was given up; null when nothing is.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Whether there is nothing left to do.</summary>
    public bool IsClosed => State is RotationState.Done or RotationState.Abandoned;

    /// <summary>Name, organization and state, for messages.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() => $"'{Name}' of {Organization}: {State}";
}
