using System.Text.Json.Nodes;

namespace AdoPat.Emulator.Projects;

/// <summary>The secret ones among the variables of a group, which are taken and never given back.</summary>
internal static class VariableValues
{
    /// <summary>Takes the values that a new definition sends as null from the old one.</summary>
    /// <param name="variables">The new variables; completed.</param>
    /// <param name="old">The old ones.</param>
    public static void Keep(JsonObject variables, JsonObject old)
    {
        foreach ((string name, JsonNode? variable) in variables)
        {
            if (IsSecret(variable) && variable!["value"] is null && old[name] is { } before && IsSecret(before))
            {
                variable["value"] = before["value"]?.DeepClone();
            }
        }
    }

    /// <summary>Hides the values of secret variables.</summary>
    /// <param name="variables">The variables; changed.</param>
    public static void Hide(JsonObject variables)
    {
        foreach ((_, JsonNode? variable) in variables)
        {
            if (IsSecret(variable))
            {
                variable!["value"] = null;
            }
        }
    }

    /// <summary>Whether a variable is secret.</summary>
    /// <param name="variable">The variable.</param>
    /// <returns>True when it says so.</returns>
    public static bool IsSecret(JsonNode? variable) => (variable as JsonObject)?["isSecret"].IsTrue() ?? false;
}
