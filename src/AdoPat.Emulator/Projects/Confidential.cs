using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace AdoPat.Emulator.Projects;

/// <summary>What a service connection takes and never gives back.</summary>
internal static class Confidential
{
    private static readonly FrozenSet<string> Names =
        new[] { "apitoken", "nugetkey", "password", "accesstoken", "serviceprincipalkey", "privatekey" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a parameter is a secret.</summary>
    /// <param name="parameter">The name of an authorization parameter, in any case.</param>
    /// <returns>True for those that are read as null.</returns>
    public static bool Is(string parameter) => Names.Contains(parameter);

    /// <summary>Takes the secrets that a new definition leaves out from the old one.</summary>
    /// <param name="parameters">The new authorization parameters; completed.</param>
    /// <param name="old">The old ones.</param>
    public static void Keep(JsonObject parameters, JsonObject old)
    {
        foreach ((string name, JsonNode? value) in old)
        {
            if (Is(name) && parameters[name] is null)
            {
                parameters[name] = value?.DeepClone();
            }
        }
    }

    /// <summary>Hides the secrets.</summary>
    /// <param name="parameters">The authorization parameters; changed.</param>
    public static void Hide(JsonObject parameters)
    {
        foreach (string name in new List<string>(((IDictionary<string, JsonNode?>)parameters).Keys))
        {
            parameters[name] = Is(name) ? null : parameters[name]?.DeepClone();
        }
    }
}
