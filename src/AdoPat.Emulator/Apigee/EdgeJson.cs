using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Hosting;

namespace AdoPat.Emulator.Apigee;

/// <summary>JSON as the management server writes it: a space on both sides of a colon, lists in one line.</summary>
internal static class EdgeJson
{
    /// <summary>Writes JSON.</summary>
    /// <param name="node">What to write.</param>
    /// <param name="indent">The spaces before the closing brace.</param>
    /// <returns>The text.</returns>
    public static string Write(JsonNode? node, string indent = "") => node switch
    {
        JsonObject { Count: 0 } => "{ }",
        JsonObject item => "{\n" + string.Join(",\n", item.Select(pair => $"{indent}  {Text(pair.Key)} : {Write(pair.Value, indent + "  ")}")) + $"\n{indent}}}",
        JsonArray { Count: 0 } => "[ ]",
        JsonArray items => "[ " + string.Join(", ", items.Select(item => Write(item, indent))) + " ]",
        null => "null",
        _ => node.ToJsonString(Json.Wire),
    };

    /// <summary>A list of texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>JSON.</returns>
    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static string Text(string text) => JsonValue.Create(text).ToJsonString(Json.Wire);
}
