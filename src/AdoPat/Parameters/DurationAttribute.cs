using System;
using System.Management.Automation;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>
/// Takes a TimeSpan, or a text such as <c>30d</c> or <c>12h</c>. An empty text, the empty cell of a table, is no duration where
/// that is allowed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(string parameterName) : ArgumentTransformationAttribute
{
    public string ParameterName { get; } = parameterName;

    public bool AllowEmpty { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (ParameterValues.Unwrap(inputData) is null or TimeSpan)
        {
            return inputData;
        }

        // PowerShell reads a bare 30d as the decimal number 30, but keeps its text beside the number.
        string text = LanguagePrimitives.ConvertTo<string>(inputData);
        if (AllowEmpty && string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return PatLifetime.Parse(text, ParameterName);
        }
        catch (AdoPatException refused)
        {
            throw new ArgumentTransformationMetadataException(refused.Message, refused);
        }
    }
}
