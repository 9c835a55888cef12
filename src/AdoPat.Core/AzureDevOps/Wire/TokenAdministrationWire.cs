using System;
using System.Text.Json.Serialization;

namespace AdoPat.AzureDevOps.Wire;

// The JSON of tokenadmin, 7.2-preview.1. As in PatTokenWire, whatever an answer may leave out is nullable.
internal sealed class SessionTokenWire
{
    public string? DisplayName { get; set; }

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset? ValidTo { get; set; }

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset? ValidFrom { get; set; }

    public string? Scope { get; set; }

    public Guid[]? TargetAccounts { get; set; }

    public Guid? AuthorizationId { get; set; }

    public bool? IsValid { get; set; }

    public bool? IsPublic { get; set; }
}

internal sealed class PagedSessionTokensWire
{
    public SessionTokenWire[]? Value { get; set; }

    public string? ContinuationToken { get; set; }
}

internal sealed class RevocationWire
{
    public Guid AuthorizationId { get; set; }
}

internal sealed class RevocationRuleWire
{
    public required string Scopes { get; set; }

    // When it is left out, the service takes its own time.
    [JsonConverter(typeof(UtcDateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedBefore { get; set; }
}
