using System;
using System.Text.Json.Serialization;

namespace AdoPat.AzureDevOps.Wire;

internal sealed class ConnectionDataWire
{
    public ConnectedUserWire? AuthenticatedUser { get; set; }

    public Guid InstanceId { get; set; }
}

internal sealed class ConnectedUserWire
{
    public Guid Id { get; set; }

    public string? ProviderDisplayName { get; set; }

    public UserPropertiesWire? Properties { get; set; }
}

internal sealed class UserPropertiesWire
{
    [JsonPropertyName("Account")]
    public TypedValueWire? Account { get; set; }
}

internal sealed class TypedValueWire
{
    [JsonPropertyName("$value")]
    public string? Value { get; set; }
}
