using System.Text.Json.Nodes;

namespace AdoPat.Core.Tests.Support;

/// <summary>One line of the emulator's journal.</summary>
internal sealed record RecordedRequest(
    string Method,
    string Host,
    string Path,
    string Query,
    int Status,
    string? Authentication,
    string? GrantType,
    string? Fault,
    JsonNode? RequestBody,
    JsonNode? ResponseBody)
{
    public bool IsAboutTokens => Path.EndsWith("/_apis/tokens/pats", System.StringComparison.Ordinal);
}
