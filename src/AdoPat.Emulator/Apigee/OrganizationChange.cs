using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>What somebody wants an organization to be.</summary>
/// <param name="Name">Its name; null when it is left out.</param>
/// <param name="Type">Its type; null when it is left out.</param>
/// <param name="DisplayName">The name shown; null when it is left out.</param>
/// <param name="Properties">All properties that it shall have.</param>
/// <param name="IsXml">Whether it came as XML.</param>
internal sealed record OrganizationChange(string? Name, string? Type, string? DisplayName, IReadOnlyList<ApigeeProperty> Properties, bool IsXml)
{
    /// <summary>Reads JSON.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The change; null when a property has no name or a value that is no text.</returns>
    public static OrganizationChange? OfJson(JsonObject body)
    {
        JsonArray list = body["properties"]?["property"]?.AsArray() ?? [];
        ApigeeProperty?[] properties = [.. list.Select(item => item?["name"].Text() is { } name && item["value"].Text() is { } value ? new ApigeeProperty { Name = name, Value = value } : null)];
        return properties.Contains(null) ? null : new OrganizationChange(body["name"].Text(), body["type"].Text(), body["displayName"].Text(), properties!, false);
    }

    /// <summary>Reads XML.</summary>
    /// <param name="root">The root of the body.</param>
    /// <returns>The change; null when the root is another one, or a property has no name.</returns>
    public static OrganizationChange? OfXml(XElement root)
    {
        ApigeeProperty?[] properties = [.. root.Elements("Properties").Elements("Property")
            .Select(item => (string?)item.Attribute("name") is { } name ? new ApigeeProperty { Name = name, Value = item.Value } : null)];
        return root.Name != "Organization" || properties.Contains(null)
            ? null
            : new OrganizationChange((string?)root.Attribute("name"), (string?)root.Attribute("type"), root.Element("DisplayName")?.Value, properties!, true);
    }
}
