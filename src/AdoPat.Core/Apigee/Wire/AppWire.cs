using System.Text.Json.Serialization;

namespace AdoPat.Apigee.Wire;

// Of the Apps and Developer Apps APIs. There is no place for the consumer secrets.
internal sealed class AppsWire
{
    public AppWire?[]? App { get; set; }
}

internal sealed class AppWire
{
    public string? AppId { get; set; }

    public string? Name { get; set; }

    public string? DeveloperId { get; set; }

    public string? CompanyName { get; set; }

    public string? Status { get; set; }

    public AppCredentialWire?[]? Credentials { get; set; }
}

internal sealed class AppCredentialWire
{
    public string? ConsumerKey { get; set; }

    public AppProductWire?[]? ApiProducts { get; set; }
}

internal sealed class AppProductWire
{
    [JsonPropertyName("apiproduct")]
    public string? ApiProduct { get; set; }
}
