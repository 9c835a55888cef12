using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Revokes access tokens that Apigee Edge has issued: all of an end user, of an app or of both in one request, or single ones.</summary>
[Cmdlet(VerbsSecurity.Revoke, "ApigeeToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByObject)]
[OutputType(typeof(ApigeeRevocation), typeof(ApigeeToken))]
[SuppressMessage("Reliability", "CA2213", Justification = "The semaphore holds nothing, and what was cut off lets go of it later.")]
public sealed class RevokeApigeeTokenCommand : ApigeeTokenCmdlet
{
    private readonly ConcurrentQueue<(TokenRevocation Revocation, ApigeeRevocation Submitted, object Item)> _submitted = new();
    private readonly ApigeeLedger _ledger = new("revocation");
    private SemaphoreSlim? _requests;

    /// <summary>Revoke the refresh tokens too, which would give new tokens.</summary>
    [Parameter]
    public SwitchParameter Cascade { get; set; }

    /// <summary>Wait until no token of the end user or the app is active. A single token is revoked at once.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to -Wait, for all together: a TimeSpan, or a text such as 10m.</summary>
    [Parameter]
    [Duration(nameof(Timeout))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Output single tokens that were revoked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Revoking tokens";

    private protected override IWorkSummary Summary => _ledger;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _requests = new SemaphoreSlim(ThrottleLimit);
        if (!Wait && MyInvocation.BoundParameters.ContainsKey(nameof(Timeout)))
        {
            ThrowTerminatingError(ErrorRecords.From(new AdoPatException(ErrorIds.InvalidArgument, "-Timeout says how long to -Wait, which is not given. Nothing was sent."), null));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Wait)
        {
            WaitForAll();
            WaitForNone();
        }

        base.EndProcessing();
    }

    private protected override void BeginWith(ApigeeSession session, ApigeeTarget target)
    {
        if (!IsFirst(target))
        {
            return;
        }

        if (target.Token is { } token)
        {
            BeginWithOne(session, target, token);
        }
        else
        {
            BeginWithAll(session, target, new TokenRevocation(session, target.Filter!, Cascade, Log, PageSize, _requests));
        }
    }

    private void BeginWithOne(ApigeeSession session, ApigeeTarget target, ApigeeToken token)
    {
        if (!Asks(Force) || ShouldProcess(target.ToString(), Describe(Cascade)))
        {
            ApigeeTokenClient client = new(session, Log);
            Begin((before, cancellationToken) => ChangeAsync(
                _ledger, target, target.Item, () => RevokeAsync(client, token, Cascade, cancellationToken), revoked => WriteAsync(revoked, before), cancellationToken));
        }
    }

    private void BeginWithAll(ApigeeSession session, ApigeeTarget target, TokenRevocation revocation)
    {
        if (session.IsProxy && Wait)
        {
            WriteError(ErrorRecords.From(
                new AdoPatException(ErrorIds.ApigeeNotSupported, "The session is with a proxy, which cannot tell whether tokens are active: there is nothing to -Wait for. Nothing was sent."),
                target.Item));
        }
        else if (IsApproved(session, target, revocation))
        {
            Begin((before, cancellationToken) => ChangeAsync(
                _ledger, target, target.Item, () => revocation.SubmitAsync(cancellationToken), submitted => NoteAsync(revocation, submitted, target, before), cancellationToken));
        }
    }

    // Whoever does not ask need not know how many there are: that is the fastest way.
    private bool IsApproved(ApigeeSession session, ApigeeTarget target, TokenRevocation revocation)
    {
        if (session.IsProxy && revocation.Filter.IsBoth)
        {
            WriteWarning($"Whether {revocation.Filter} means the tokens of both, or of either, the proxy does not tell: it may be more than you mean.");
        }

        if (!Asks(Force))
        {
            return true;
        }

        int? count = null;
        bool isCounted = WaitFor(() => ForItemAsync(Pipeline, target.Item, async () => count = await CountAsync(revocation).ConfigureAwait(false)));
        string number = count?.ToString(CultureInfo.InvariantCulture) ?? "all (their number is not known)";
        return isCounted && ShouldProcess($"{number} active tokens of {revocation.Filter} in {session.Organization}", Describe(revocation.Cascade));
    }

    private async Task<int?> CountAsync(TokenRevocation revocation)
    {
        try
        {
            return await revocation.CountAsync(StoppingToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure) when (failure.ErrorId == ErrorIds.ApigeeTokenAccessDisabled && !revocation.Filter.IsBoth)
        {
            throw failure.WithMessage($"{failure.Message} Where only the search is off, -Force revokes without it.");
        }
    }

    private static async Task<ApigeeToken> RevokeAsync(ApigeeTokenClient client, ApigeeToken token, bool cascade, CancellationToken cancellationToken)
    {
        await client.RevokeAsync(token.AccessToken, cascade, cancellationToken).ConfigureAwait(false);
        return token.With(ApigeeTokenStatus.Revoked);
    }

    private Task NoteAsync(TokenRevocation revocation, ApigeeRevocation submitted, ApigeeTarget target, Task before)
    {
        if (submitted.Submitted == 0)
        {
            Pipeline.Warning($"The server found no active token of {revocation.Filter} in {submitted.Organization}. Is that how the tokens name it?");
        }

        if (!Wait)
        {
            return WriteAsync(submitted, before);
        }

        _submitted.Enqueue((revocation, submitted, target.Item));
        return Task.CompletedTask;
    }

    // All at once, after all were sent: one that does not come to its end keeps no other one waiting.
    private void WaitForNone()
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(StoppingToken);
        try
        {
            WaitFor(() => Task.WhenAll(_submitted.Select(one => ForItemAsync(
                Pipeline, one.Item, () => FinishAsync(one.Revocation, one.Submitted, ending.Token)))));
        }
        finally
        {
            ending.Cancel();
        }
    }

    private async Task FinishAsync(TokenRevocation revocation, ApigeeRevocation submitted, CancellationToken cancellationToken)
    {
        ApigeeRevocation result = submitted;
        try
        {
            result = await revocation.WaitAsync(submitted, Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure)
        {
            throw failure.WithMessage($"The server has taken the revocation of {Number(submitted.Submitted)} tokens of {revocation.Filter}; whether they are gone is not known. {failure.Message}");
        }
        finally
        {
            Pipeline.Output(result);
        }

        if (result.State == ApigeeRevocationState.Pending)
        {
            throw new AdoPatException(
                ErrorIds.ApigeeNotRevoked,
                $"The time to wait is over, and {Number(result.Remaining)} tokens of {revocation.Filter} in {result.Organization} are still active. The server has taken "
                + "the revocation and may be at it still: Get-ApigeeToken -Status Approved tells. If it stays so, or new tokens come, revoke again, and stop the app.");
        }
    }

    // Results come out in the order in which the items came in.
    private async Task WriteAsync(object result, Task before)
    {
        if (PassThru || result is ApigeeRevocation)
        {
            await before.ConfigureAwait(false);
            Pipeline.Output(result);
        }
    }

    private static string Number(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of";

    private static string Describe(bool cascade) => cascade ? "Revoke, with refresh tokens" : "Revoke, without refresh tokens";
}
