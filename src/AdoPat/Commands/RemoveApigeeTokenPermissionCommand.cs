using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Access;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Keeps roles of the organization from finding and revoking its tokens.</summary>
[Cmdlet(VerbsCommon.Remove, "ApigeeTokenPermission", SupportsShouldProcess = true)]
[OutputType(typeof(ApigeeTokenPermission))]
public sealed class RemoveApigeeTokenPermissionCommand : TokenPermissionCmdlet
{
    /// <summary>Names of roles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeRoleCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>From orgadmin and opsadmin too, who shall have them.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string role in Role)
        {
            if (Force || !TokenPermissionClient.IsAdministrator(role))
            {
                Change(role);
            }
            else if (MyInvocation.ExpectingInput)
            {
                WriteVerbose($"The role {role} keeps its permissions.");
            }
            else
            {
                WriteError(ErrorRecords.From(
                    new AdoPatException(
                        ErrorIds.InvalidArgument,
                        $"The role {role} shall be able to find and revoke tokens; without it nobody may be. Nothing was sent. -Force takes the permissions from it all the same."),
                    role));
            }
        }
    }

    private protected override Task<TokenPermissionChange> PlanAsync(TokenPermissionClient client, string role, CancellationToken cancellationToken) =>
        client.PlanRemovalAsync(role, cancellationToken);
}
