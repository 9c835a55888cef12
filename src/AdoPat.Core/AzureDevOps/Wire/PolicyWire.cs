using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdoPat.AzureDevOps.Wire;

// The JSON of TenantPolicy/Policies, and of the web page with the policies of an organization. Neither is documented.
internal sealed class PolicyWire
{
    public string? Name { get; set; }

    public bool? Value { get; set; }

    public bool? EffectiveValue { get; set; }

    public Dictionary<string, JsonElement>? Properties { get; set; }
}

internal sealed class PolicyEntryWire
{
    public PolicyWire? Policy { get; set; }
}

internal sealed class PolicyPageWire
{
    public PolicyPageContentWire? Fps { get; set; }
}

internal sealed class PolicyPageContentWire
{
    public PolicyProvidersWire? DataProviders { get; set; }
}

internal sealed class PolicyProvidersWire
{
    public PolicyProviderDataWire? Data { get; set; }
}

internal sealed class PolicyProviderDataWire
{
    [JsonPropertyName("ms.vss-admin-web.organization-policies-data-provider")]
    public PolicyGroupsWire? Provider { get; set; }
}

internal sealed class PolicyGroupsWire
{
    public Dictionary<string, PolicyEntryWire?[]?>? Policies { get; set; }
}
