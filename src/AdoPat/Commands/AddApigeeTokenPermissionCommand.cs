using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Access;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Lets roles of the organization find and revoke its tokens.</summary>
[Cmdlet(VerbsCommon.Add, "ApigeeTokenPermission", SupportsShouldProcess = true)]
[OutputType(typeof(ApigeeTokenPermission))]
public sealed class AddApigeeTokenPermissionCommand : TokenPermissionCmdlet
{
    /// <summary>Names of roles.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeRoleCompleter))]
    public string[] Role { get; set; } = ["opsadmin"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // The default is for whom nothing is piped in.
        if (MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(Role)))
        {
            WriteError(ErrorRecords.From(new AdoPatException(ErrorIds.InvalidArgument, "What is piped in names no role: it has no column Role. Nothing was sent for it."), null));
            return;
        }

        Array.ForEach(Role, Change);
    }

    private protected override Task<TokenPermissionChange> PlanAsync(TokenPermissionClient client, string role, CancellationToken cancellationToken) =>
        client.PlanAdditionAsync(role, cancellationToken);
}
