using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Sessions;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that changes tokens: given as objects, by id, or by their exact name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TokenCmdlet : BulkCmdlet<AdoPatSession>
{
    private protected const string ByObject = "Object";
    private protected const string ById = "Id";
    private protected const string ByName = "Name";

    // The tokens of all organizations have one id in each of them.
    private const string AnyOrganization = "*";

    private readonly Dictionary<string, HashSet<Guid>> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tokens, as Get-AdoPat gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public PersonalAccessToken[] InputObject { get; set; } = [];

    /// <summary>Ids of tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public Guid[] AuthorizationId { get; set; } = [];

    /// <summary>The exact name of an active token; it must be the only one of that name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TokenNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The organization, by name or address; the session's when not given.</summary>
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? Organization { get; set; }

    private protected abstract PatLedger Ledger { get; }

    private protected override IWorkSummary Summary => Ledger;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        PatClient client = new(session, Log);
        foreach (PatTarget target in FindTargets(session, client))
        {
            if (!IsFirst(target))
            {
                WriteVerbose($"{target} came before. It is not worked on twice.");
            }
            else if (target.AuthorizationId == Guid.Empty)
            {
                WriteError(ErrorRecords.From(
                    new AdoPatException(ErrorIds.InvalidArgument, $"{target} has no AuthorizationId. Nothing was sent for it; list the token again with Get-AdoPat."),
                    target.Item));
            }
            else if (Approve(target))
            {
                BeginWith(client, target);
            }
        }
    }

    /// <summary>Asks ShouldProcess, on the pipeline's thread.</summary>
    private protected abstract bool Approve(PatTarget target);

    /// <summary>Begins with a token.</summary>
    private protected virtual void BeginWith(PatClient client, PatTarget target) =>
        Begin((before, cancellationToken) => ChangeAsync(
            Ledger,
            target,
            target.Item,
            () => ChangeAsync(client, target, cancellationToken),
            async changed =>
            {
                if (changed is not null)
                {
                    // They come out in the order in which they came in.
                    await before.ConfigureAwait(false);
                    Pipeline.Output(changed);
                }
            },
            cancellationToken));

    /// <summary>Does the work on one token.</summary>
    /// <returns>What comes out for it; null for nothing.</returns>
    private protected abstract Task<PersonalAccessToken?> ChangeAsync(PatClient client, PatTarget target, CancellationToken cancellationToken);

    private bool IsFirst(PatTarget target)
    {
        // What is done for another user by the administrators of one organization may be refused, and work in the next one.
        string place = target.Token is { IsGlobal: true, Owner: null } ? AnyOrganization : target.Organization;
        if (!_seen.TryGetValue(place, out HashSet<Guid>? ids))
        {
            _seen.Add(place, ids = []);
        }

        return ids.Add(target.AuthorizationId);
    }

    private IEnumerable<PatTarget> FindTargets(AdoPatSession session, PatClient client)
    {
        if (ParameterSetName == ByObject)
        {
            return Array.ConvertAll(InputObject, token => new PatTarget(token));
        }

        string organization = Organization ?? this.RequireOrganizations(session, null)[0];
        return ParameterSetName == ById ? FindById(session, organization) : FindByName(session, client, organization);
    }

    /// <summary>The tokens of the ids that were given.</summary>
    private protected virtual IEnumerable<PatTarget> FindById(AdoPatSession session, string organization) =>
        Array.ConvertAll(AuthorizationId, id => new PatTarget(organization, id));

    private List<PatTarget> FindByName(AdoPatSession session, PatClient client, string organization)
    {
        List<PatTarget> targets = [];
        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            PatSearch search = new(session, client);
            foreach (string name in Name)
            {
                await ForItemAsync(
                    pipeline,
                    name,
                    async () => targets.Add(new PatTarget(await search.GetByNameAsync(organization, name, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
            }
        });
        return targets;
    }
}
