using System;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Audit;

/// <summary><c>DecoratedAuditLogEntry</c>, as the audit service writes it.</summary>
internal sealed record JsonOfAuditEntry
{
    public required string Id { get; init; }

    public required Guid CorrelationId { get; init; }

    public required Guid ActivityId { get; init; }

    public Guid ActorCUID { get; init; }

    public Guid ActorUserId { get; init; }

    public Guid ActorClientId { get; init; }

    public string? ActorUPN { get; init; }

    public string? AuthenticationMechanism { get; init; }

    public DateTime Timestamp { get; init; }

    public string ScopeType { get; init; } = "organization";

    public required string ScopeDisplayName { get; init; }

    public Guid ScopeId { get; init; }

    public Guid ProjectId { get; init; }

    public string? ProjectName { get; init; }

    public string? IpAddress { get; init; }

    public string? UserAgent { get; init; }

    public required string ActionId { get; init; }

    public required JsonNode Data { get; init; }

    public required string Details { get; init; }

    public required string Area { get; init; }

    public required string Category { get; init; }

    public required string CategoryDisplayName { get; init; }

    public required string ActorDisplayName { get; init; }

    public string? ActorImageUrl { get; init; }

    /// <summary>Describes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="organization">Whose log it is in.</param>
    /// <param name="actor">Who did it; null when it was the service itself.</param>
    /// <returns>The description.</returns>
    public static JsonOfAuditEntry Of(AuditEvent entry, Organization organization, User? actor)
    {
        AuditAction action = AuditAction.Of(entry.ActionId);
        return new JsonOfAuditEntry
        {
            Id = entry.Id,
            CorrelationId = StableGuid.From("correlation", entry.Id),
            ActivityId = StableGuid.From("activity", entry.Id),
            ActorCUID = actor is null ? Guid.Empty : StableGuid.From("cuid", actor.Upn),
            ActorUserId = actor?.Id ?? Guid.Empty,
            ActorUPN = actor?.Upn,
            AuthenticationMechanism = entry.AuthenticationMechanism,
            Timestamp = entry.Timestamp,
            ScopeDisplayName = $"{organization.Name} (Organization)",
            ScopeId = organization.Id,
            ProjectName = "",
            IpAddress = entry.IpAddress,
            UserAgent = entry.UserAgent,
            ActionId = entry.ActionId,

            // It is written when nobody holds the state any more.
            Data = entry.Data.DeepClone(),
            Details = entry.Details,
            Area = action.Area,
            Category = action.Category.ToLowerInvariant(),
            CategoryDisplayName = action.Category,
            ActorDisplayName = actor?.DisplayName ?? "Azure DevOps Service",
        };
    }
}
