using System;
using System.Globalization;
using System.Management.Automation;

namespace AdoPat.Parameters;

/// <summary>
/// Takes the end of a token. Export-Csv writes times as the culture does, but PowerShell reads texts as English ones:
/// the fifth of December would become the twelfth of May. An empty text, the empty cell of a table, is no end.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EndAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ParameterValues.Unwrap(inputData) switch
    {
        string text when string.IsNullOrWhiteSpace(text) => null,
        string text when DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.None, out DateTimeOffset end)
            && end.ToString(CultureInfo.CurrentCulture) == text => end,
        _ => inputData,
    };
}
