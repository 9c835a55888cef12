using System.Text.Json.Serialization;

namespace AdoPat.Apigee.Wire;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(SsoTokenWire))]
internal sealed partial class ApigeeJson : JsonSerializerContext;
