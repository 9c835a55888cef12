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
public sealed class GetAdoPatCommand : SessionCmdlet
{
    private const string ByQuery = "Query";
    private const string ById = "Id";

    // For all records of the pipeline, as a search remembers what it has listed.
    private RequestLog? _log;
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

    /// <inheritdoc/>
    protected override void BeginProcessing() => ScopeCheck.WarnOfUnknown(Scope, WriteWarning);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        IReadOnlyList<string> organizations = RequireOrganizations(session, Organization);
        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            _log ??= new RequestLog(pipeline);
            _log.Pipeline = pipeline;
            _search ??= new PatSearch(session, new PatClient(session, _log));
            foreach (string organization in organizations)
            {
                await GetAsync(_search, organization, pipeline, cancellationToken).ConfigureAwait(false);
            }
        });
    }

    private async Task GetAsync(PatSearch search, string organization, IPipelineWriter pipeline, CancellationToken cancellationToken)
    {
        if (ParameterSetName == ByQuery)
        {
            await ForItemAsync(pipeline, organization, () => ListAsync(search, organization, pipeline, cancellationToken)).ConfigureAwait(false);
            return;
        }

        foreach (Guid id in AuthorizationId)
        {
            await ForItemAsync(
                pipeline,
                id,
                async () => pipeline.Output(await search.GetAsync(organization, id, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    private async Task ListAsync(PatSearch search, string organization, IPipelineWriter pipeline, CancellationToken cancellationToken)
    {
        NamePatterns? names = Name is null ? null : new NamePatterns(Name);
        PatQuery query = CreateQuery(names);
        await foreach (PersonalAccessToken token in search.FindAsync(organization, query, cancellationToken).ConfigureAwait(false))
        {
            pipeline.Output(token);
        }

        foreach (string missing in (names?.ExactNamesNotSeen ?? []).Select(name => Redaction.Redact(name)))
        {
            pipeline.Error(ErrorRecords.From(
                new AdoPatException(
                    ErrorIds.PatNotFound,
                    $"There is no token named '{missing}' in {organization} that is {string.Join(" or ", query.States).ToLowerInvariant()}. -State All finds tokens of every state."),
                missing));
        }
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
