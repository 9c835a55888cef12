using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>Takes an organization's name, or any address of it, and gives its name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OrganizationNameAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        IReadOnlyList<object?> values = ParameterValues.Flatten(inputData);
        try
        {
            string[] names = [.. values.Select(value => OrganizationName.Parse(value as string ?? value?.ToString() ?? ""))];
            return names.Length == 1 ? names[0] : names;
        }
        catch (AdoPatException refused)
        {
            throw new ArgumentTransformationMetadataException(refused.Message, refused);
        }
    }
}
