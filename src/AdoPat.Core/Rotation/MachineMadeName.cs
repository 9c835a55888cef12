using System;
using System.Linq;

namespace AdoPat.Rotation;

/// <summary>The names that programs give to the tokens they make for themselves. Such a token is renewed by its program.</summary>
internal static class MachineMadeName
{
    // Git Credential Manager, the Artifacts credential provider, and services of Azure DevOps itself.
    private static readonly string[] Beginnings =
        ["Git: http", "Azure DevOps Artifacts Credential Provider", "Service Hooks: ", "WebAppLoadTestCDIntToken", "Microsoft Teams Integration"];

    /// <summary>Whether a name is one of those.</summary>
    public static bool Is(string name) => Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
