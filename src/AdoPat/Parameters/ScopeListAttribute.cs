using System;
using System.Linq;
using System.Management.Automation;
using AdoPat.AzureDevOps;

namespace AdoPat.Parameters;

/// <summary>Takes scope names, several in one text as the service writes them, or objects of Get-AdoPatScope.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScopeListAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ScopeCatalog.Parse(ParameterValues.Flatten(inputData).Select(value => (value as PatScope)?.Name ?? value?.ToString() ?? "")).ToArray();
}
