using System.Text.Json.Serialization;

namespace AdoPat.AzureDevOps.Wire;

// Of the Identities API (IdentityWire) and the Graph API (GraphUserWire), 7.2-preview.1.
internal sealed class IdentityListWire
{
    // A name that nobody has is an empty list, or a list with null in it.
    public IdentityWire?[]? Value { get; set; }
}

internal sealed class IdentityWire
{
    public string? SubjectDescriptor { get; set; }

    public string? ProviderDisplayName { get; set; }

    public bool? IsActive { get; set; }

    public IdentityPropertiesWire? Properties { get; set; }
}

internal sealed class IdentityPropertiesWire
{
    [JsonPropertyName("Account")]
    public TypedValueWire? Account { get; set; }

    [JsonPropertyName("Mail")]
    public TypedValueWire? Mail { get; set; }
}

internal sealed class GraphUserListWire
{
    public GraphUserWire[]? Value { get; set; }
}

internal sealed class GraphUserWire
{
    public string? Descriptor { get; set; }

    public string? PrincipalName { get; set; }

    public string? DisplayName { get; set; }

    public string? MailAddress { get; set; }

    public string? Origin { get; set; }
}
