using System.Text.Json.Serialization;

namespace AdoPat.Apigee.Wire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(SsoTokenWire))]
[JsonSerializable(typeof(ResourcePermissionWire))]
[JsonSerializable(typeof(ResourcePermissionsWire))]
[JsonSerializable(typeof(DeveloperWire))]
[JsonSerializable(typeof(DevelopersWire))]
[JsonSerializable(typeof(AppWire))]
[JsonSerializable(typeof(AppsWire))]
internal sealed partial class ApigeeJson : JsonSerializerContext;
