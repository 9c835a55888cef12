using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gets personal access tokens of the signed-in user.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPat", DefaultParameterSetName = ByQuery)]
[OutputType(typeof(PersonalAccessToken))]
public sealed class GetAdoPatCommand : BulkCmdlet
{
    private const string ByQuery = "Query";
    private const string ById = "Id";

    // For all records of the pipeline, as a search remembers what it has listed.
    private PatSearch? _search;

    /// <summary>Names of tokens; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = ByQuery)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TokenNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids of tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    public Guid[] AuthorizationId { get; set; } = [];

    /// <summary>Organizations, by name or address; the session's when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Organization { get; set; }

    /// <summary>Which states; active ones when not given.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [ValidateNotNullOrEmpty]
    public PatStateFilter[] State { get; set; } = [PatStateFilter.Active];

    /// <summary>Only tokens that end within this time: a TimeSpan, or a text such as 14d.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [Duration(nameof(ExpiringWithin))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? ExpiringWithin { get; set; }

    /// <summary>Only tokens that may do what these scopes allow.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [ValidateNotNullOrEmpty]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Only tokens for all organizations.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    public SwitchParameter Global { get; set; }

    private protected override string Activity => "Getting tokens";

    /// <inheritdoc/>
    protected override void BeginProcessing() => ScopeCheck.WarnOfUnknown(Scope, WriteWarning);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        _search ??= new PatSearch(session, new PatClient(session, Log));
        foreach (string organization in RequireOrganizations(session, Organization))
        {
            if (ParameterSetName == ByQuery)
            {
                Begin((_, cancellationToken) => ForItemAsync(Pipeline, organization, () => ListAsync(_search, organization, cancellationToken)));
                continue;
            }

            foreach (Guid id in AuthorizationId)
            {
                Begin((before, cancellationToken) => ForItemAsync(Pipeline, id, () => GetAsync(_search, organization, id, before, cancellationToken)));
            }
        }
    }

    private async Task GetAsync(PatSearch search, string organization, Guid id, Task before, CancellationToken cancellationToken)
    {
        PersonalAccessToken token = await search.GetAsync(organization, id, cancellationToken).ConfigureAwait(false);
        await before.ConfigureAwait(false);
        Pipeline.Output(token);
    }

    private async Task ListAsync(PatSearch search, string organization, CancellationToken cancellationToken)
    {
        NamePatterns? names = Name is null ? null : new NamePatterns(Name);
        PatQuery query = CreateQuery(names);
        await foreach (IReadOnlyList<PersonalAccessToken> page in search.FindPagesAsync(organization, query, cancellationToken).ConfigureAwait(false))
        {
            // The next page is taken when this one is written: whoever wants no more of them has asked for one too many.
            await Pipeline.InvokeAsync(cmdlet => WriteAll(cmdlet, page)).ConfigureAwait(false);
        }

        foreach (string missing in (names?.ExactNamesNotSeen ?? []).Select(name => Redaction.Redact(name)))
        {
            Pipeline.Error(ErrorRecords.From(
                new AdoPatException(
                    ErrorIds.PatNotFound,
                    $"There is no token named '{missing}' in {organization} that is {string.Join(" or ", query.States).ToLowerInvariant()}. -State All finds tokens of every state."),
                missing));
        }
    }

    private static bool WriteAll(PSCmdlet cmdlet, IReadOnlyList<PersonalAccessToken> tokens)
    {
        foreach (PersonalAccessToken token in tokens)
        {
            cmdlet.WriteObject(token);
        }

        return true;
    }

    private PatQuery CreateQuery(NamePatterns? names) => new()
    {
        States = State.Contains(PatStateFilter.All)
            ? [PatState.Active, PatState.Expired, PatState.Revoked]
            : [.. State.Select(state => (PatState)state)],
        Name = names is null ? null : names.Match,
        ExpiringWithin = ExpiringWithin,
        Scope = Scope,
        GlobalOnly = Global,
    };
}
