using System;
using System.Text.Json;

namespace AdoPat.Apigee.Access;

/// <summary>A property of an organization.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; empty when there is none.</param>
/// <param name="Json">The text that came.</param>
internal sealed record OrganizationProperty(string Name, string Value, string Json)
{
    /// <exception cref="InvalidOperationException">It is no property.</exception>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">It has no name.</exception>
    public static OrganizationProperty Read(JsonElement item) => new(
        item.GetProperty("name").GetString() ?? throw new InvalidOperationException("A property has no name."),
        item.TryGetProperty("value", out JsonElement value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText() : "",
        item.GetRawText());

    public void Write(Utf8JsonWriter writer, string? newValue)
    {
        if (newValue is null)
        {
            writer.WriteRawValue(Json);
        }
        else
        {
            Write(writer, Name, newValue);
        }
    }

    public static void Write(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }
}
