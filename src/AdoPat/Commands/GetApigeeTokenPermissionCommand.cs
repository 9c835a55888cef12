using System.Management.Automation;
using AdoPat.Apigee.Access;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Gets which roles of the organization may find and revoke its tokens.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeTokenPermission")]
[OutputType(typeof(ApigeeTokenPermission))]
public sealed class GetApigeeTokenPermissionCommand : ApigeeLookupCmdlet
{
    /// <summary>Names of roles; all roles when not given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeRoleCompleter))]
    public string[]? Role { get; set; }

    private protected override string Activity => "Reading permissions";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        TokenPermissionClient client = new(RequireSession(), Log);
        foreach (string role in Role ?? WaitFor(() => client.ListRolesAsync(StoppingToken)))
        {
            Find(role, cancellationToken => client.GetAsync(role, cancellationToken));
        }
    }
}
