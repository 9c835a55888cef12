using System.Collections.Generic;

namespace AdoPat.Models;

/// <summary>An app of a developer or a company in an organization of Apigee Edge. It never holds the secrets of its keys.</summary>
public sealed class ApigeeApp
{
    /// <summary>The organization.</summary>
    public required string Organization { get; init; }

    /// <summary>The id, a GUID in most installations.</summary>
    public required string AppId { get; init; }

    /// <summary>The name; it is the only one of its developer's.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of its developer; empty when it is a company's.</summary>
    public string DeveloperId { get; init; } = "";

    /// <summary>The e-mail address of its developer; empty where it is not known.</summary>
    public string DeveloperEmail { get; init; } = "";

    /// <summary>The name of its company; empty when it is a developer's.</summary>
    public string CompanyName { get; init; } = "";

    /// <summary>The status, such as <c>approved</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The API products of its keys.</summary>
    public IReadOnlyList<string> ApiProducts { get; init => field = new CommaSeparatedList<string>(value); } = new CommaSeparatedList<string>([]);

    /// <summary>Its consumer keys (client ids).</summary>
    public IReadOnlyList<string> ClientIds { get; init => field = new SpaceSeparatedList<string>(value); } = new SpaceSeparatedList<string>([]);

    /// <summary>Name and id, for messages.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() => $"app '{Name}' ({AppId}) of {Organization}";
}
