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
public abstract class TokenCmdlet : SessionCmdlet
{
    private protected const string ByObject = "Object";
    private protected const string ById = "Id";
    private protected const string ByName = "Name";

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

    private protected abstract WorkLedger Ledger { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        List<PatTarget> approved = FindTargets(session).FindAll(Approve);
        if (approved.Count == 0)
        {
            return;
        }

        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            PatClient client = new(session, new RequestLog(pipeline));
            foreach (PatTarget target in approved)
            {
                await ForItemAsync(
                    pipeline, target.Item, () => WorkAsync(client, target, pipeline, cancellationToken)).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Asks ShouldProcess, on the pipeline's thread.</summary>
    private protected abstract bool Approve(PatTarget target);

    /// <summary>Does the work on one token.</summary>
    private protected abstract Task ChangeAsync(PatClient client, PatTarget target, IPipelineWriter pipeline, CancellationToken cancellationToken);

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        if (Ledger.Summarize() is { } summary)
        {
            Host.UI.WriteWarningLine($"{MyInvocation.MyCommand.Name} was stopped. {summary}");
        }
    }

    private protected override ErrorRecord Ending(AdoPatException exception) => Ledger.Summarize() is { } summary
        ? ErrorRecords.From(exception.WithMessage($"{exception.Message} {summary} The ids are in the TargetObject of this error."), Ledger.Outcome())
        : base.Ending(exception);

    private async Task WorkAsync(PatClient client, PatTarget target, IPipelineWriter pipeline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Ledger.Start(target);
        try
        {
            await ChangeAsync(client, target, pipeline, cancellationToken).ConfigureAwait(false);
            Ledger.Done(target);
        }
        catch (AdoPatException failure) when (!failure.IsOutcomeUnknown)
        {
            Ledger.Failed(target);
            throw;
        }
    }

    private List<PatTarget> FindTargets(AdoPatSession session)
    {
        if (ParameterSetName == ByObject)
        {
            return [.. Array.ConvertAll(InputObject, token => new PatTarget(token))];
        }

        string organization = Organization ?? RequireOrganizations(session, null)[0];
        return ParameterSetName == ById
            ? [.. Array.ConvertAll(AuthorizationId, id => new PatTarget(organization, id))]
            : FindByName(session, organization);
    }

    private List<PatTarget> FindByName(AdoPatSession session, string organization)
    {
        List<PatTarget> targets = [];
        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            PatSearch search = new(session, new PatClient(session, new RequestLog(pipeline)));
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
