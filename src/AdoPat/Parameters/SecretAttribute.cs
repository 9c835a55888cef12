using System;
using System.Management.Automation;
using AdoPat.Secrets;

namespace AdoPat.Parameters;

/// <summary>
/// Takes a secret as a text too. PowerShell puts an input that it cannot convert into the error, for everybody to read.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ParameterValues.Unwrap(inputData) is string text ? SecretText.ToSecureString(text) : inputData;
}
