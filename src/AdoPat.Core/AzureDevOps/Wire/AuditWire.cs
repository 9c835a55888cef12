using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdoPat.AzureDevOps.Wire;

// The JSON of audit/auditlog, 7.2-preview.1.
internal sealed class AuditPageWire
{
    public AuditEntryWire?[]? DecoratedAuditLogEntries { get; set; }

    public string? ContinuationToken { get; set; }

    public bool? HasMore { get; set; }
}

internal sealed class AuditEntryWire
{
    public string? Id { get; set; }

    public string? ActionId { get; set; }

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset? Timestamp { get; set; }

    [JsonPropertyName("actorUPN")]
    public string? ActorUpn { get; set; }

    public string? ActorDisplayName { get; set; }

    public string? IpAddress { get; set; }

    public string? UserAgent { get; set; }

    public string? AuthenticationMechanism { get; set; }

    public string? Details { get; set; }

    public string? CorrelationId { get; set; }

    public Dictionary<string, JsonElement>? Data { get; set; }
}
