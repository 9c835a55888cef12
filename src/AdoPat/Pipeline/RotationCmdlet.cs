using System;
using System.Collections.Generic;
using System.ComponentModel;
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
public abstract class RotationCmdlet : SessionCmdlet
{
    private int _underWay;

    /// <summary>How many rotations run at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        if (_underWay > 0)
        {
            Host.UI.WriteWarningLine(
                $"{MyInvocation.MyCommand.Name} was stopped in the middle of {_underWay} rotations. Nothing is lost: Get-AdoPatRotation shows them, and Resume-AdoPatRotation finishes them.");
        }
    }

    private protected abstract IReadOnlyList<AdoPatDestination> GivenDestinations { get; }

    private protected Rotator CreateRotator(AdoPatSession session, IPipelineWriter pipeline) => new(
        session,
        new RotationJournal(),
        new ModuleDestinations(session, pipeline, GivenDestinations),
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

    /// <summary>Finishes rotations; their results are not output.</summary>
    private protected Task ResumeAllAsync(
        Rotator rotator, IPipelineWriter pipeline, IReadOnlyList<AdoPatRotation> rotations, CancellationToken cancellationToken, bool output = false) => RunAllAsync(
            pipeline,
            "Finishing rotations",
            rotations,
            async (rotation, stop) => Write(pipeline, await rotator.ResumeAsync(rotation, cancellationToken: stop).ConfigureAwait(false), isDelivered: !output),
            cancellationToken);

    /// <summary>Runs each piece of work, at most <see cref="ThrottleLimit"/> at a time.</summary>
    private protected async Task RunAllAsync<T>(
        IPipelineWriter pipeline, string activity, IReadOnlyList<T> items, Func<T, CancellationToken, Task<bool>> work, CancellationToken cancellationToken)
        where T : notnull
    {
        using BulkProgress progress = new(pipeline, activity, items.Count);
        using SemaphoreSlim lanes = new(ThrottleLimit);
        List<Task> running = [];
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
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

            running.Add(RunAsync(item));
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        async Task RunAsync(T item)
        {
            bool isDone = false;
            Interlocked.Increment(ref _underWay);
            try
            {
                await ForItemAsync(pipeline, item, async () => isDone = await work(item, ending.Token).ConfigureAwait(false)).ConfigureAwait(false);
                Interlocked.Decrement(ref _underWay);
            }
            catch
            {
                // The session has ended, or something that no other item can survive either.
                ending.Cancel();
                throw;
            }
            finally
            {
                progress.Count(isDone);
                lanes.Release();
            }
        }
    }

    /// <summary>Writes the result; when it did not come to its end, the error that says what is in the way.</summary>
    private protected static bool Write(IPipelineWriter pipeline, AdoPatRotationResult result, bool isDelivered)
    {
        if (!isDelivered)
        {
            pipeline.Output(result);
        }

        if (result.Failure is not null)
        {
            pipeline.Error(ErrorRecords.From(result.Failure, result));
        }

        return result.Failure is null;
    }

    /// <summary>Hands a result to the pipeline, and returns when the next command has taken it.</summary>
    private protected static async Task DeliverAsync(IPipelineWriter pipeline, AdoPatRotationResult result) =>
        await pipeline.InvokeAsync(cmdlet =>
        {
            cmdlet.WriteObject(result);
            return true;
        }).ConfigureAwait(false);
}
