namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Where a resource of the REST API is, as the client libraries of Azure DevOps ask before they call it.</summary>
/// <param name="Id">The id by which the libraries know it.</param>
/// <param name="Area">Its area.</param>
/// <param name="ResourceName">Its name.</param>
/// <param name="RouteTemplate">How its address is made.</param>
/// <param name="ReleasedVersion">The newest version that is not under preview.</param>
internal sealed record ResourceLocation(string Id, string Area, string ResourceName, string RouteTemplate, string ReleasedVersion)
{
    public int ResourceVersion { get; init; } = 1;

    public string MinVersion { get; init; } = "1.0";

    public string MaxVersion { get; init; } = "7.2";
}
