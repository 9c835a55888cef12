using System.Collections.Generic;
using System.Management.Automation;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>
/// A script block of the user's own that takes the secret. The journal keeps its name, but not the script: to go on with a
/// rotation in another process, the script must be given again.
/// </summary>
public sealed class ScriptBlockDestination : AdoPatDestination
{
    internal const string KindName = "ScriptBlock";
    internal const string NameSetting = "name";

    private ScriptBlockDestination(ScriptBlock script) => Script = script;

    // Not public: as JSON or XML it would be the whole syntax tree.
    internal ScriptBlock Script { get; }

    internal static ScriptBlockDestination Describe(ScriptBlock script, string name) => new(script)
    {
        Kind = KindName,
        Settings = new Dictionary<string, string> { [NameSetting] = name },
    };

    /// <inheritdoc/>
    public override bool TakesMany => true;

    /// <inheritdoc/>
    public override AdoPatDestination Resolve(string organization, string name) => this;
}
