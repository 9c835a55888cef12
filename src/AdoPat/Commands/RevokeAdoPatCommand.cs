using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Revokes personal access tokens. It cannot be undone.</summary>
[Cmdlet(VerbsSecurity.Revoke, "AdoPat", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByObject)]
[OutputType(typeof(PersonalAccessToken))]
public sealed class RevokeAdoPatCommand : TokenCmdlet
{
    private readonly RevocationBatches _batches = new();
    private UserTokenRevocation? _revocation;

    // It was put together, and waits for a lane: nothing of it is sent.
    private IReadOnlyList<PatTarget> _waiting = [];
    private UserTokenSearch? _userSearch;

    /// <summary>Whose token it is, as Owner of a token says; the signed-in user's when not given. For administrators.</summary>
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [Owner]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference? Owner { get; set; }

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Output the tokens that were revoked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Revoking tokens";

    private protected override PatLedger Ledger { get; } = new("revoked");

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (IReadOnlyList<PatTarget> batch in _batches.TakeRest())
        {
            BeginWith(batch);
        }

        base.EndProcessing();
    }

    private protected override bool Approve(PatTarget target) =>
        !Asks(Force) || ShouldProcess(target.ToString(), "Revoke");

    private protected override IEnumerable<PatTarget> FindById(AdoPatSession session, string organization)
    {
        if (Owner is not { } owner)
        {
            return base.FindById(session, organization);
        }

        UserTokenSearch search = _userSearch ??= new UserTokenSearch(session, Log);
        List<PatTarget> targets = [];
        foreach (Guid id in AuthorizationId)
        {
            WaitFor(() => ForItemAsync(Pipeline, id, async () =>
            {
                AdoUser user = owner.User ?? await search.FindUserAsync(organization, owner.Text, StoppingToken).ConfigureAwait(false);
                targets.Add(new PatTarget(await search.GetAsync(organization, user, id, StoppingToken).ConfigureAwait(false)));
            }));
        }

        return targets;
    }

    // Those of other users go together: many are one request of an administrator.
    private protected override void BeginWith(PatClient client, PatTarget target)
    {
        Collect();
        if (target.Token is not { Owner: not null })
        {
            base.BeginWith(client, target);
            return;
        }

        Ledger.Start(target);
        _revocation ??= new UserTokenRevocation(RequireSession(), Log, ThrottleLimit);
        if (_batches.Add(target) is { } batch)
        {
            BeginWith(batch);
        }
    }

    private protected override async Task<PersonalAccessToken?> ChangeAsync(PatClient client, PatTarget target, CancellationToken cancellationToken)
    {
        await client.RevokeAsync(target.Organization, target.AuthorizationId, cancellationToken).ConfigureAwait(false);
        return Revoked(target);
    }

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        GiveUpCollected();
        base.OnCutOff(limit, isFailure);
    }

    private protected override ErrorRecord Ending(AdoPatException exception)
    {
        GiveUpCollected();
        return base.Ending(exception);
    }

    private void BeginWith(IReadOnlyList<PatTarget> batch)
    {
        _waiting = batch;
        BeginMany(batch.Count, (_, cancellationToken) =>
        {
            _waiting = [];
            return RevokeAsync(_revocation!, batch, cancellationToken);
        });
    }

    private async Task<int> RevokeAsync(UserTokenRevocation revocation, IReadOnlyList<PatTarget> batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<AdoPatException?> failures;
        try
        {
            failures = await revocation.RevokeAsync(
                batch[0].Organization, [.. batch.Select(target => target.Token!)], cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure) when (!failure.EndsSession && !failure.IsOutcomeUnknown)
        {
            failures = [.. batch.Select(_ => failure)];
        }
        catch (Exception cut) when (cut is NothingSentException or AdoPatException { IsOutcomeUnknown: false })
        {
            GiveUp(batch);
            throw;
        }

        for (int i = 0; i < batch.Count; i++)
        {
            Report(batch[i], failures[i]);
        }

        return failures.Count(failure => failure is null);
    }

    private void Report(PatTarget target, AdoPatException? failure)
    {
        if (failure is null)
        {
            Ledger.Done(target);
            if (Revoked(target) is { } revoked)
            {
                Pipeline.Output(OwnerView.Of(revoked));
            }

            return;
        }

        if (!failure.IsOutcomeUnknown)
        {
            Ledger.Failed(target);
        }

        Pipeline.Error(ErrorRecords.From(failure, target.Item), () => Ledger.Shown(target));
    }

    private void GiveUpCollected()
    {
        GiveUp(_waiting);
        GiveUp(_batches.TakeRest().SelectMany(batch => batch));
        _waiting = [];
    }

    private void GiveUp(IEnumerable<PatTarget> targets)
    {
        foreach (PatTarget target in targets)
        {
            Ledger.Unsent(target);
        }
    }

    private PersonalAccessToken? Revoked(PatTarget target)
    {
        if (Pipeline.IsVerbose)
        {
            Pipeline.Verbose($"Revoked {target}. The service may accept it for up to an hour longer.");
        }

        return PassThru ? target.AsToken().With(PatState.Revoked) : null;
    }
}
