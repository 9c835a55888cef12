using System.Text.Json.Serialization;

namespace AdoPat.Rotation;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RotationRecord))]
internal sealed partial class RotationJson : JsonSerializerContext;
