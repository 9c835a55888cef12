using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Developers;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Gets developers of the organization, with their ids.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeDeveloper")]
[OutputType(typeof(ApigeeDeveloper))]
public sealed class GetApigeeDeveloperCommand : BulkCmdlet<ApigeeSession>
{
    /// <summary>E-mail addresses or ids of developers; all developers when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DeveloperId", "Email", "DeveloperEmail", "Mail", "UserPrincipalName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeDeveloperCompleter))]
    public string[]? Developer { get; set; }

    private protected override string Activity => "Getting developers";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession session = RequireSession();
        DeveloperClient client = new(session, Log);
        if (Developer is null)
        {
            Begin((_, cancellationToken) => ForItemAsync(Pipeline, session.Organization, () => ListAsync(client, cancellationToken)));
        }

        foreach (string developer in Developer ?? [])
        {
            Begin((before, cancellationToken) => ForItemAsync(Pipeline, developer, async () =>
            {
                ApigeeDeveloper found = await client.GetAsync(developer, cancellationToken).ConfigureAwait(false);
                await before.ConfigureAwait(false);
                Pipeline.Output(found);
            }));
        }
    }

    private async Task ListAsync(DeveloperClient client, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<ApigeeDeveloper> page in client.ListPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            await Pipeline.OutputAsync(page).ConfigureAwait(false);
        }
    }
}
