using System.Text.Json.Serialization;

namespace AdoPat.Benchmarks.Bare;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TokenPage))]
internal sealed partial class TokenJson : JsonSerializerContext;
