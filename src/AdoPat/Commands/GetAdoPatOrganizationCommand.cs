using System.Management.Automation;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gets the organizations that the signed-in user is a member of.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPatOrganization")]
[OutputType(typeof(AdoOrganization))]
public sealed class GetAdoPatOrganizationCommand : SessionCmdlet<AdoPatSession>
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            OrganizationClient client = new(session, new RequestLog(pipeline));
            foreach (AdoOrganization organization in await client.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                pipeline.Output(organization);
            }
        });
    }
}
