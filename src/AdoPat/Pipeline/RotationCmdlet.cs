using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Rotation;
using AdoPat.Sessions;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that runs rotations: several at once, one progress bar, one result for each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RotationCmdlet : SessionCmdlet<AdoPatSession>
{
    private readonly RotationLedger _ledger = new();
    private volatile bool _isUnwanted;

    /// <summary>How many rotations run at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    private protected abstract IReadOnlyList<AdoPatDestination> GivenDestinations { get; }

    /// <summary>How long the old token lives on, for those places that keep a note of it.</summary>
    private protected virtual TimeSpan Overlap => TimeSpan.Zero;

    private protected Rotator CreateRotator(AdoPatSession session, IPipelineWriter pipeline) => new(
        session,
        new RotationJournal(),
        new ModuleDestinations(session, pipeline, GivenDestinations, Overlap),
        new RotationLog(pipeline),
        new RequestLog(pipeline));

    /// <summary>What was cut off or is due, of this account.</summary>
    private protected List<AdoPatRotation> FindOpen(AdoPatSession session)
    {
        List<AdoPatRotation> open = [];
        RunOrEnd((pipeline, _) =>
        {
            open.AddRange(CreateRotator(session, pipeline).Due());
            return Task.CompletedTask;
        });
        return open;
    }

    /// <summary>Asks ShouldProcess; the question lists the steps, and so what may be revoked by that.</summary>
    private protected bool ApproveFinishing(AdoPatRotation rotation)
    {
        string steps = string.Concat(Rotator.Describe(rotation).Select((step, i) => $"{Environment.NewLine}  {i + 1}. {step}"));
        return ShouldProcess($"Finish the rotation of {rotation}:{steps}", $"Finish the rotation of {rotation}?{steps}", "Finish a rotation");
    }

    /// <summary>Finishes rotations; the function finishes one, and says whether it came to its end.</summary>
    private protected Task ResumeAllAsync(
        IPipelineWriter pipeline, IReadOnlyList<AdoPatRotation> rotations, Func<AdoPatRotation, RotationTurn, CancellationToken, Task<bool>> finish, CancellationToken cancellationToken) =>
        RunAllAsync(pipeline, "Finishing rotations", rotations, rotation => rotation, finish, cancellationToken);

    // Not by Lanes: all are known before the first begins, and none goes on after its delivery before all are delivered.
    /// <summary>Runs each piece of work, at most <see cref="ThrottleLimit"/> at a time.</summary>
    private protected async Task RunAllAsync<T>(
        IPipelineWriter pipeline,
        string activity,
        IReadOnlyList<T> items,
        Func<T, object> targetOf,
        Func<T, RotationTurn, CancellationToken, Task<bool>> work,
        CancellationToken cancellationToken)
    {
        using BulkProgress? progress = IsProgressShown() ? new BulkProgress(pipeline, activity, items.Count) : null;
        using SemaphoreSlim lanes = new(ThrottleLimit);
        List<Task> running = [];
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using DeliveryGate gate = new(pipeline, items.Count, ending.Token);
        foreach (T item in items)
        {
            try
            {
                await lanes.WaitAsync(ending.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            if (_isUnwanted)
            {
                break;
            }

            running.Add(RunAsync(item));
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        async Task RunAsync(T item)
        {
            object target = targetOf(item);
            bool isDone = false;
            RotationTurn turn = new(lanes, gate);
            _ledger.Start(target);
            try
            {
                await ForItemAsync(pipeline, target, async () => isDone = await work(item, turn, ending.Token).ConfigureAwait(false)).ConfigureAwait(false);
                _ledger.End(target, isDone);
            }
            catch (InvalidOperationException) when (turn.IsCutOff)
            {
                // It stays under way; what has cut it off is said elsewhere.
            }
            catch
            {
                // The session has ended, or something that no other item can survive either.
                ending.Cancel();
                throw;
            }
            finally
            {
                progress?.Count(isDone);
                await turn.EndAsync().ConfigureAwait(false);
            }
        }
    }

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        if (_ledger.Summarize(isFailure) is { } summary)
        {
            Host.UI.WriteWarningLine($"{MyInvocation.MyCommand.Name} was stopped. {summary}");
        }
    }

    /// <summary>Rotates one token and writes the result, if that was not done on the way already.</summary>
    /// <returns>Whether it came to its end.</returns>
    private protected async Task<bool> WriteAsync(
        IPipelineWriter pipeline, RotationTurn turn, Func<Func<AdoPatRotationResult, CancellationToken, Task>, Task<AdoPatRotationResult>> rotate)
    {
        AdoPatRotationResult? delivered = null;
        try
        {
            AdoPatRotationResult result = await rotate(async (partial, stop) =>
            {
                await DeliverAsync(pipeline, partial).ConfigureAwait(false);
                await turn.AwaitOthersAsync(stop).ConfigureAwait(false);
                delivered = partial;
            }).ConfigureAwait(false);
            if (delivered is null)
            {
                pipeline.Output(result);
                return Report(pipeline, result);
            }

            return result.GetFailure() is not { } failure || WarnOf(failure);
        }
        catch (AdoPatException failure) when (delivered is not null)
        {
            return WarnOf(failure);
        }

        // An error may end the pipeline, and a variable that it is assigned to would not get the new secrets.
        bool WarnOf(AdoPatException failure)
        {
            pipeline.Warning($"{delivered}: the new secret was handed over, but the old token is not revoked. {failure.Message} Resume-AdoPatRotation revokes it.");
            return false;
        }
    }

    /// <summary>Writes the error of a rotation that did not come to its end.</summary>
    /// <returns>Whether it did.</returns>
    private protected static bool Report(IPipelineWriter pipeline, AdoPatRotationResult result)
    {
        if (result.GetFailure() is { } failure)
        {
            pipeline.Error(ErrorRecords.From(failure, result));
            return false;
        }

        return true;
    }

    /// <summary>Hands a result to the pipeline, and returns when the next command has taken it.</summary>
    /// <exception cref="OperationCanceledException">The pipeline has ended before it was the turn of this result: nobody was given it.</exception>
    private async Task DeliverAsync(IPipelineWriter pipeline, AdoPatRotationResult result)
    {
        bool isBegun = false;
        try
        {
            await pipeline.InvokeAsync(cmdlet =>
            {
                isBegun = true;
                cmdlet.WriteObject(result);
                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception stopped) when (isBegun)
        {
            // The next command has failed, or it was Select-Object -First, which wants no more: PowerShell does not tell which.
            _isUnwanted = true;
            if (stopped is OperationCanceledException)
            {
                throw new InvalidOperationException("The next command has failed: " + stopped.Message, stopped);
            }

            throw;
        }
    }
}
