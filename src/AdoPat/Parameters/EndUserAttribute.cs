using System;
using System.Management.Automation;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>
/// Takes an end user as a text, or the developer who is the end user. PowerShell would make a text of whatever comes by position, and
/// nobody has that end user.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EndUserAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ParameterValues.Unwrap(inputData) switch
    {
        null => null,
        string or ValueType => inputData,
        ApigeeDeveloper developer => developer.DeveloperId,
        _ => throw new ArgumentTransformationMetadataException("An end user is a text. Tokens, apps and rows of a table are piped in; the value of a token is for -AccessToken. Nothing was sent."),
    };
}
