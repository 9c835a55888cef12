using System.Text.Json.Serialization;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The standard error body of Azure DevOps.</summary>
internal sealed record JsonOfError(
    [property: JsonPropertyName("$id")] string Id,
    object? InnerException,
    string Message,
    string TypeName,
    string TypeKey,
    int ErrorCode,
    int EventId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? CustomProperties);
