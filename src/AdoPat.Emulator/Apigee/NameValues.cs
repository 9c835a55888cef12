using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>Lists of names and values.</summary>
internal static class NameValues
{
    /// <summary>Writes a list.</summary>
    /// <param name="items">Names and values.</param>
    /// <returns>Objects with <c>name</c> and <c>value</c>.</returns>
    public static JsonArray ToJson(IEnumerable<ApigeeProperty> items) =>
        [.. items.Select(item => new JsonObject { ["name"] = item.Name, ["value"] = item.Value })];
}
