namespace AdoPat.AzureDevOps.Wire;

/// <summary>The JSON error of Azure DevOps.</summary>
internal sealed class ServiceErrorWire
{
    public string? Message { get; set; }

    public string? TypeKey { get; set; }
}
