using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Apigee.Developers;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Gets developers of the organization, with their ids.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeDeveloper")]
[OutputType(typeof(ApigeeDeveloper))]
public sealed class GetApigeeDeveloperCommand : ApigeeLookupCmdlet
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
            List(session.Organization, client.ListPagesAsync);
        }

        foreach (string developer in Developer ?? [])
        {
            Find<ApigeeDeveloper>(developer, async cancellationToken => [await client.GetAsync(developer, cancellationToken).ConfigureAwait(false)]);
        }
    }
}
