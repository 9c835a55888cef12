using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gets the policies on tokens. The service documents no way to: what cannot be read is said, and fails nothing.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPatPolicy")]
[OutputType(typeof(AdoPatPolicy))]
public sealed class GetAdoPatPolicyCommand : BulkCmdlet<AdoPatSession>
{
    /// <summary>Organizations, by name or address; the session's when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Organization { get; set; }

    private protected override string Activity => "Reading policies";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        PolicyClient client = new(session, Log);
        foreach (string organization in this.RequireOrganizations(session, Organization))
        {
            Begin((before, cancellationToken) => ReadAsync(client, organization, before, cancellationToken));
        }
    }

    private async Task<bool> ReadAsync(PolicyClient client, string organization, Task before, CancellationToken cancellationToken)
    {
        IReadOnlyList<AdoPatPolicy> policies = await client.ListAsync(organization, cancellationToken).ConfigureAwait(false);
        await before.ConfigureAwait(false);
        AdoPatPolicy[] unread = [.. policies.Where(policy => policy.Reason is not null)];
        if (unread.Length > 0)
        {
            Pipeline.Warning(
                $"{unread.Length} of {policies.Count} policies of {organization} could not be read: {string.Join(", ", unread.Select(policy => policy.Name))}. "
                + "Azure DevOps documents no way to read them; Reason says what it answered. Its web pages show them: Organization settings, "
                + "Policies for the organization's, Microsoft Entra for the tenant's.");
        }

        foreach (AdoPatPolicy policy in policies)
        {
            Pipeline.Output(policy);
        }

        return unread.Length == 0;
    }
}
