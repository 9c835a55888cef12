using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AdoPat.AzureDevOps.Wire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(PagedPatTokensWire))]
[JsonSerializable(typeof(PatTokenResultWire))]
[JsonSerializable(typeof(PatTokenCreateWire))]
[JsonSerializable(typeof(PatTokenUpdateWire))]
[JsonSerializable(typeof(ServiceErrorWire))]
[JsonSerializable(typeof(ProfileWire))]
[JsonSerializable(typeof(AccountListWire))]
[JsonSerializable(typeof(ConnectionDataWire))]
[JsonSerializable(typeof(IdentityListWire))]
[JsonSerializable(typeof(GraphUserListWire))]
[JsonSerializable(typeof(PagedSessionTokensWire))]
[JsonSerializable(typeof(RevocationWire[]))]
[JsonSerializable(typeof(RevocationRuleWire))]
[JsonSerializable(typeof(PolicyWire))]
[JsonSerializable(typeof(PolicyPageWire))]
[JsonSerializable(typeof(AuditPageWire))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class AzureDevOpsJson : JsonSerializerContext;
