using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace AdoPat.Apigee.Wire;

/// <summary>
/// The fields of a JSON object whose names and types vary from server to server: names in any case, numbers as texts, lists as one
/// text. What cannot be read is as if it were not there.
/// </summary>
internal sealed class JsonFields
{
    private readonly List<KeyValuePair<string, JsonElement>> _fields = [];

    private JsonFields()
    {
    }

    /// <summary>Names and values, as they came; a name may come twice.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> All => _fields;

    /// <summary>Reads a body; null when it is no JSON object.</summary>
    public static JsonFields? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Of(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The fields of a value; null when it is no object.</summary>
    public static JsonFields? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonFields fields = new();
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null && Try(() => property.Name) is { } name)
            {
                fields._fields.Add(new KeyValuePair<string, JsonElement>(name, property.Value));
            }
        }

        return fields;
    }

    /// <summary>A value as text, exactly as it is; null when it is blank, or a list or an object.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Try(value.GetString) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>The first of these fields that is there.</summary>
    public JsonElement? Find(params string[] names)
    {
        foreach (string name in names)
        {
            int index = _fields.FindIndex(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                return _fields[index].Value;
            }
        }

        return null;
    }

    /// <summary>The first of these fields that has a text.</summary>
    public string? Text(params string[] names) => names.Select(name => Find(name) is { } value ? TextOf(value) : null).FirstOrDefault(text => text is not null);

    /// <summary>A number, written as one or as a text.</summary>
    public long? Number(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number is > long.MinValue and < long.MaxValue
            ? (long)number
            : null;

    // Half a surrogate pair can be written in JSON, and bytes that are no UTF-8 can stand there: that is no text.
    private static string? Try(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
