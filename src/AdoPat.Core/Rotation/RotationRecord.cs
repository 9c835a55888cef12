using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>A rotation, as its file in the journal holds it: ids and names only.</summary>
internal sealed class RotationRecord
{
    public const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    public Guid RotationId { get; set; }

    /// <summary>Null for the real service, else the address of the emulator.</summary>
    public string? Endpoint { get; set; }

    public string Account { get; set; } = "";

    public string TenantId { get; set; } = "";

    public string Organization { get; set; } = "";

    public string Name { get; set; } = "";

    public List<string> Scope { get; set; } = [];

    public TimeSpan Lifetime { get; set; }

    public TimeSpan RevokeAfter { get; set; }

    public bool SkipVerification { get; set; }

    public Guid? GroupId { get; set; }

    /// <summary>All organizations that get a new token for the old one, where there are several; else empty.</summary>
    public List<string> GroupOrganizations { get; set; } = [];

    public RotationState State { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset Started { get; set; }

    /// <summary>When it came into its state.</summary>
    public DateTimeOffset Changed { get; set; }

    public Guid? OldId { get; set; }

    /// <summary>False when the old token was expired, and for every rotation that has none: there is nothing to revoke.</summary>
    public bool RevokesOld { get; set; }

    /// <summary>When the old token ends by itself; null when there is none, and in entries of earlier versions.</summary>
    public DateTimeOffset? OldValidTo { get; set; }

    public Guid? NewId { get; set; }

    public DateTimeOffset? NewValidFrom { get; set; }

    public DateTimeOffset? NewValidTo { get; set; }

    public string? Fingerprint { get; set; }

    /// <summary>New tokens that were given up although a destination may hold them: revoked together with the old one.</summary>
    public List<Guid> SupersededIds { get; set; } = [];

    /// <summary>Active tokens of the name before the first creation; null before that.</summary>
    public List<Guid>? SameNameBefore { get; set; }

    /// <summary>The ends that creations asked for whose answers are not known: by these, an orphan is recognized.</summary>
    public List<DateTimeOffset> AskedValidTo { get; set; } = [];

    /// <summary>When the last creation was sent.</summary>
    public DateTimeOffset? Asked { get; set; }

    public DateTimeOffset? RevokeAt { get; set; }

    /// <summary>Whether the old token was made to end at <see cref="RevokeAt"/> by itself, or the service has refused that.</summary>
    public bool IsShortened { get; set; }

    public List<DestinationRecord> Destinations { get; set; } = [];

    [JsonIgnore]
    public bool IsClosed => State is RotationState.Done or RotationState.Abandoned;

    /// <summary>What two processes must not work on at once.</summary>
    [JsonIgnore]
    public Guid LockedId => OldId ?? RotationId;

    /// <summary>Whether there is nothing to do before the time to revoke has come.</summary>
    public bool IsWaiting(DateTimeOffset now) => State == RotationState.RevokeDue && RevokeAt > now && (IsShortened || !RevokesOld);

    public AdoPatRotation ToRotation() => new()
    {
        RotationId = RotationId,
        Organization = Organization,
        Name = Name,
        State = State,
        OldAuthorizationId = OldId,
        NewAuthorizationId = NewId,
        Destinations = Outcomes(),
        RevokeDue = RevokeAt,
        Started = Started,
        Account = Account,
        Reason = Reason,
    };

    public AdoPatRotationResult ToResult(PersonalAccessToken? old, IssuedPersonalAccessToken? issued, AdoPatException? failure) => new()
    {
        RotationId = RotationId,
        Organization = Organization,
        Name = Name,
        State = State,
        OldAuthorizationId = OldId,
        NewAuthorizationId = NewId,
        Destinations = Outcomes(),
        RevokeDue = RevokeAt,
        Started = Started,
        Account = Account,
        Reason = Reason,
        Old = old,
        New = issued,
        Failure = failure,
    };

    private DestinationOutcome[] Outcomes() => [.. Destinations.Select(destination => destination.ToOutcome())];
}
