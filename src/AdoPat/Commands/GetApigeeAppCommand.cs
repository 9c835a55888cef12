using System;
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

/// <summary>Gets apps of the organization, with their ids.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeApp", DefaultParameterSetName = All)]
[OutputType(typeof(ApigeeApp))]
public sealed class GetApigeeAppCommand : BulkCmdlet<ApigeeSession>
{
    private const string All = "All";
    private const string ById = "Id";
    private const string ByDeveloper = "Developer";

    /// <summary>Ids of apps.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] AppId { get; set; } = [];

    /// <summary>E-mail addresses or ids of developers, whose apps to get.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDeveloper, ValueFromPipelineByPropertyName = true)]
    [Alias("Email")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeDeveloperCompleter))]
    public string[] Developer { get; set; } = [];

    /// <summary>Names of apps of the developer; all of the developer's when not given.</summary>
    [Parameter(Position = 0, ParameterSetName = ByDeveloper)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeAppCompleter))]
    public string[]? Name { get; set; }

    private protected override string Activity => "Getting apps";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession session = RequireSession();
        AppClient client = new(session, Log);
        if (ParameterSetName == All)
        {
            Begin((_, cancellationToken) => ForItemAsync(Pipeline, session.Organization, () => ListAsync(client, cancellationToken)));
        }

        foreach (string id in AppId)
        {
            Get(id, async cancellationToken => [await client.GetAsync(id, cancellationToken).ConfigureAwait(false)]);
        }

        foreach (string developer in Developer)
        {
            GetOfDeveloper(client, developer);
        }
    }

    private void GetOfDeveloper(AppClient client, string developer)
    {
        if (Name is null)
        {
            Get(developer, cancellationToken => client.ListAsync(developer, cancellationToken));
        }

        foreach (string name in Name ?? [])
        {
            Get(name, async cancellationToken => [await client.GetAsync(developer, name, cancellationToken).ConfigureAwait(false)]);
        }
    }

    private void Get(string target, Func<CancellationToken, Task<IReadOnlyList<ApigeeApp>>> get) =>
        Begin((before, cancellationToken) => ForItemAsync(Pipeline, target, async () =>
        {
            IReadOnlyList<ApigeeApp> found = await get(cancellationToken).ConfigureAwait(false);
            await before.ConfigureAwait(false);
            await Pipeline.OutputAsync(found).ConfigureAwait(false);
        }));

    private async Task ListAsync(AppClient client, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<ApigeeApp> page in client.ListPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            await Pipeline.OutputAsync(page).ConfigureAwait(false);
        }
    }
}
