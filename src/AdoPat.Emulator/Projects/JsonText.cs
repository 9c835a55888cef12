using System.Text.Json.Nodes;

namespace AdoPat.Emulator.Projects;

/// <summary>Reads JSON that somebody else wrote.</summary>
internal static class JsonText
{
    /// <summary>The text of a node.</summary>
    /// <param name="node">Anything.</param>
    /// <returns>The text; null when the node is something else, or nothing.</returns>
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Whether a node is <c>true</c>.</summary>
    /// <param name="node">Anything.</param>
    /// <returns>False for all else.</returns>
    public static bool IsTrue(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
