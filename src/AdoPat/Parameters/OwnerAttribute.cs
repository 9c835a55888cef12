using System;
using System.Management.Automation;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>
/// Takes the owner of a token: as the token has it, as a text out of a table, or as the copy that came out of a file. Nothing, an
/// empty cell too, is the signed-in user.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OwnerAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ParameterValues.Unwrap(inputData) switch
    {
        null => null,
        string text => string.IsNullOrWhiteSpace(text) ? null : new UserReference(text),
        AdoUser owner => new UserReference(owner),
        _ => inputData is PSObject copy && PipedItem.CopyOf(copy) is { } user ? new UserReference(user) : inputData,
    };
}
