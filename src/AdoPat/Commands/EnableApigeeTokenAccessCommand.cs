using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Lets the tokens of the organization be found and revoked by end user and by app.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ApigeeTokenAccess", SupportsShouldProcess = true)]
[OutputType(typeof(ApigeeTokenAccess))]
public sealed class EnableApigeeTokenAccessCommand : TokenAccessCmdlet
{
    private protected override bool IsEnabled => true;
}
