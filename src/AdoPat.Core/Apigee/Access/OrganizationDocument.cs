using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace AdoPat.Apigee.Access;

/// <summary>
/// An organization as the management API gives it, so that it can be sent back with other properties. Whoever changes one replaces
/// all of them: what is not changed goes back as the very text that came.
/// </summary>
internal sealed class OrganizationDocument
{
    // What else is in an answer is the server's to say.
    private static readonly string[] Fields = ["name", "displayName", "type"];

    private readonly List<KeyValuePair<string, string>> _fields;
    private readonly List<OrganizationProperty> _properties;

    private OrganizationDocument(JsonElement root)
    {
        _fields = [.. Fields
            .Where(name => root.TryGetProperty(name, out _))
            .Select(name => new KeyValuePair<string, string>(name, root.GetProperty(name).GetRawText()))];
        _properties = [.. PropertiesOf(root)];
    }

    public int PropertyCount => _properties.Count;

    /// <summary>Reads an organization.</summary>
    /// <returns>The organization; null when that is none, or has properties that cannot be read: then it must not be changed.</returns>
    public static OrganizationDocument? TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new OrganizationDocument(document.RootElement) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The value of a property; null when the organization does not have it.</summary>
    public string? ValueOf(string name) => _properties.Find(property => property.Name == name)?.Value;

    /// <summary>The request that changes properties and keeps all others, in their order; new ones come last.</summary>
    public byte[] With(IReadOnlyCollection<PropertyChange> changes)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            foreach (KeyValuePair<string, string> field in _fields)
            {
                writer.WritePropertyName(field.Key);
                writer.WriteRawValue(field.Value);
            }

            writer.WriteStartObject("properties");
            writer.WriteStartArray("property");
            _properties.ForEach(property => property.Write(writer, AfterOf(changes, property.Name)));
            foreach (PropertyChange change in changes.Where(change => ValueOf(change.Name) is null))
            {
                OrganizationProperty.Write(writer, change.Name, change.After);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>What of an earlier state is not there any more, although nobody wanted to change it: fields and properties, by name.</summary>
    public IEnumerable<string> LostSince(OrganizationDocument before, IReadOnlyCollection<PropertyChange> changes)
    {
        IEnumerable<string> fields = before._fields.Where(field => !_fields.Contains(field)).Select(field => field.Key);
        IEnumerable<string> properties = before._properties
            .Where(property => AfterOf(changes, property.Name) is null && ValueOf(property.Name) != property.Value)
            .Select(property => property.Name);
        return fields.Concat(properties);
    }

    private static string? AfterOf(IEnumerable<PropertyChange> changes, string name) => changes.FirstOrDefault(change => change.Name == name).After;

    // A server that makes JSON out of XML writes a list of one as that one, and an empty list as null.
    private static IEnumerable<OrganizationProperty> PropertiesOf(JsonElement root) =>
        !root.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind == JsonValueKind.Null
            || !properties.TryGetProperty("property", out JsonElement list) || list.ValueKind == JsonValueKind.Null ? []
            : list.ValueKind == JsonValueKind.Object ? [OrganizationProperty.Read(list)]
            : list.EnumerateArray().Select(OrganizationProperty.Read);
}
