using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace AdoPat.Parameters;

/// <summary>What PowerShell hands to a parameter: one value or many, each perhaps wrapped.</summary>
internal static class ParameterValues
{
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    public static IReadOnlyList<object?> Flatten(object? value) => Unwrap(value) switch
    {
        null => [],
        string text => [text],
        IEnumerable many => [.. many.Cast<object?>().Select(Unwrap)],
        { } single => [single],
    };
}
