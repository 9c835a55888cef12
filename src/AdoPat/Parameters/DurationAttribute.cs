using System;
using System.Management.Automation;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>Takes a TimeSpan, or a text such as <c>30d</c> or <c>12h</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(string parameterName) : ArgumentTransformationAttribute
{
    public string ParameterName { get; } = parameterName;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ParameterValues.Unwrap(inputData);
        if (value is null or TimeSpan)
        {
            return value;
        }

        try
        {
            return PatLifetime.Parse(value.ToString(), ParameterName);
        }
        catch (AdoPatException refused)
        {
            throw new ArgumentTransformationMetadataException(refused.Message, refused);
        }
    }
}
