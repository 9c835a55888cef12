using System;
using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Parameters;

/// <summary>
/// Takes a secret as a text too. PowerShell puts an input that it cannot convert into the error, for everybody to read.
/// A token as Get-AdoPat lists it has no secret; PowerShell's own words for that would not say so.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ParameterValues.Unwrap(inputData) switch
        {
            string text => SecretText.ToSecureString(text),
            PersonalAccessToken token and not IssuedPersonalAccessToken => throw new ArgumentTransformationMetadataException(
                $"{token} came without its value: Azure DevOps gives that away once, when the token is created. Give the value from where "
                + "it is kept, as in Test-AdoPat (Read-Host -AsSecureString). Whether a listed token is active is in its State."),
            _ => inputData,
        };
}
