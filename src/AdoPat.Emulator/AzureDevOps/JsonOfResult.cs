using System.Text.Json.Serialization;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary><c>PatTokenResult</c> of the official API description.</summary>
internal sealed record JsonOfResult(
    JsonOfToken? PatToken,
    PatError PatTokenError,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PatTokenErrorMessage = null);
