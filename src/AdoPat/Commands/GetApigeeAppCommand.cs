using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Apigee.Developers;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Gets apps of the organization, with their ids.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeApp", DefaultParameterSetName = All)]
[OutputType(typeof(ApigeeApp))]
public sealed class GetApigeeAppCommand : ApigeeLookupCmdlet
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
            List(session.Organization, client.ListPagesAsync);
        }

        foreach (string id in AppId)
        {
            Find<ApigeeApp>(id, async cancellationToken => [await client.GetAsync(id, cancellationToken).ConfigureAwait(false)]);
        }

        foreach (string developer in Developer)
        {
            FindOf(client, developer);
        }
    }

    private void FindOf(AppClient client, string developer)
    {
        if (Name is null)
        {
            Find(developer, cancellationToken => client.ListAsync(developer, cancellationToken));
        }

        foreach (string name in Name ?? [])
        {
            Find<ApigeeApp>(name, async cancellationToken => [await client.GetAsync(developer, name, cancellationToken).ConfigureAwait(false)]);
        }
    }
}
