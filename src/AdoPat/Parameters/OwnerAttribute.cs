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
        AdoUser user => new UserReference(user),
        _ => inputData is PSObject copy && TextOf(copy, nameof(AdoUser.Descriptor)) is { Length: > 0 } descriptor
            ? new UserReference(new AdoUser
            {
                Descriptor = descriptor,
                UserPrincipalName = TextOf(copy, nameof(AdoUser.UserPrincipalName)),
                DisplayName = TextOf(copy, nameof(AdoUser.DisplayName)),
                MailAddress = TextOf(copy, nameof(AdoUser.MailAddress)),
                Organization = TextOf(copy, nameof(AdoUser.Organization)),
                Origin = TextOf(copy, nameof(AdoUser.Origin)),
            })
            : inputData,
    };

    private static string TextOf(PSObject copy, string name) => copy.Properties[name]?.Value?.ToString() ?? "";
}
