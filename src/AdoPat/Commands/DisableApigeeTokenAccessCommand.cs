using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Ends that the tokens of the organization can be found and revoked by end user and by app.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ApigeeTokenAccess", SupportsShouldProcess = true)]
[OutputType(typeof(ApigeeTokenAccess))]
public sealed class DisableApigeeTokenAccessCommand : TokenAccessCmdlet
{
    private protected override bool IsEnabled => false;
}
