using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Pipeline;

/// <summary>
/// A cmdlet that works on many items, several at once. Results and errors come out as they come, while more items come in.
/// </summary>
/// <typeparam name="TSession">The session of the service.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BulkCmdlet<TSession> : SessionCmdlet<TSession>
    where TSession : class, ISession
{
    private Lanes? _lanes;
    private BulkProgress? _progress;
    private RequestLog? _log;
    private Task _latest = Task.CompletedTask;

    /// <summary>How many items are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>What the progress bar says is done, such as <c>Revoking tokens</c>.</summary>
    private protected abstract string Activity { get; }

    /// <summary>Knows what was changed so far; null for a cmdlet that changes nothing, or says it itself.</summary>
    private protected virtual IWorkSummary? Summary => null;

    /// <summary>Takes what the work on items writes.</summary>
    private protected IPipelineWriter Pipeline => OpenLanes().Writer;

    /// <summary>Shows the requests of the work on items.</summary>
    private protected RequestLog Log => _log ??= new RequestLog(Pipeline, OpenProgress());

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_lanes is { } lanes)
        {
            _progress?.EndCollection();
            Guard(lanes, lanes.Wait);
            _progress?.Dispose();
            lanes.WriteRest();
        }

        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _lanes?.Dispose();
            _lanes = null;
        }
    }

    /// <summary>Begins with an item, as soon as a lane is free.</summary>
    /// <param name="work">
    /// The work; it says whether it was done. It is given the end of all items before: what waits for that before it is written
    /// comes out in the order in which the items came in.
    /// </param>
    private protected void Begin(Func<Task, CancellationToken, Task<bool>> work) =>
        BeginMany(1, async (before, cancellationToken) => await work(before, cancellationToken).ConfigureAwait(false) ? 1 : 0);

    /// <summary>Begins with several items that are one piece of work, as soon as a lane is free.</summary>
    /// <param name="count">How many items.</param>
    /// <param name="work">The work, as for <see cref="Begin"/>; it says how many were done.</param>
    private protected void BeginMany(int count, Func<Task, CancellationToken, Task<int>> work)
    {
        Lanes lanes = OpenLanes();
        BulkProgress? progress = OpenProgress();
        Task before = _latest;

        // What fails does not wait for those before it; what comes next still has to.
        Guard(lanes, () => _latest = Task.WhenAll(before, lanes.Begin(async cancellationToken =>
        {
            int done = 0;
            try
            {
                done = await work(before, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                progress?.Count(done, count - done);
            }
        })));
    }

    /// <summary>Counts an item that came in, and is to be worked on together with others. All items are counted, or none.</summary>
    private protected void Collect() => OpenProgress()?.Collect();

    /// <summary>Waits for what is needed to begin with the next item; what the others write is written meanwhile.</summary>
    private protected T WaitFor<T>(Func<Task<T>> work)
    {
        Lanes lanes = OpenLanes();
        T result = default!;
        Guard(lanes, () =>
        {
            Task<T> task = Task.Run(work);
            lanes.WaitFor(task);
            result = task.GetAwaiter().GetResult();
        });
        return result;
    }

    /// <summary>Waits for all work that was begun, and writes what it writes.</summary>
    private protected void WaitForAll()
    {
        Lanes lanes = OpenLanes();
        Guard(lanes, lanes.Wait);
    }

    /// <summary>Begins with all that a list has, as its pages come.</summary>
    /// <param name="target">The target of the error, when the list cannot be read.</param>
    /// <param name="list">The list; it is given the end of the work.</param>
    /// <param name="begin">Begins with an item; false to end the list there.</param>
    /// <param name="describeRest">What a failure in the middle of the list means, by the number of items that were begun with before it.</param>
    /// <returns>Whether the list was read to its end.</returns>
    private protected bool BeginAll<T>(
        object target, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list, Func<T, bool> begin, Func<int, string> describeRest)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(StoppingToken);
        IAsyncEnumerator<IReadOnlyList<T>> pages = list(ending.Token).GetAsyncEnumerator(ending.Token);
        int begun = 0;
        try
        {
            while (true)
            {
                (IReadOnlyList<T>? page, bool isEnd) = Next(pages, target, begun, describeRest);
                if (page is null)
                {
                    return isEnd;
                }

                foreach (T item in page)
                {
                    if (!begin(item))
                    {
                        return false;
                    }

                    begun++;
                }
            }
        }
        finally
        {
            // Gives up the page that was requested ahead. The pages cannot be disposed of while one is waited for.
            ending.Cancel();
        }
    }

    /// <summary>Changes an item. What becomes of it is counted; its failure is reported with it.</summary>
    /// <param name="ledger">Counts it.</param>
    /// <param name="target">The item, as the ledger knows it.</param>
    /// <param name="item">The target of the error.</param>
    /// <param name="change">Changes it.</param>
    /// <param name="whenDone">What comes after it was counted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether all of it was done.</returns>
    private protected async Task<bool> ChangeAsync<TTarget, TResult>(
        WorkLedger<TTarget> ledger, TTarget target, object item, Func<Task<TResult>> change, Func<TResult, Task> whenDone, CancellationToken cancellationToken)
        where TTarget : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        ledger.Start(target);
        bool isDone = false;
        try
        {
            return await ForItemAsync(Pipeline, item, async () =>
            {
                TResult result;
                try
                {
                    result = await change().ConfigureAwait(false);
                }
                catch (AdoPatException failure) when (!failure.IsOutcomeUnknown && !failure.EndsSession)
                {
                    ledger.Failed(target);
                    throw;
                }

                ledger.Done(target);
                isDone = true;
                await whenDone(result).ConfigureAwait(false);
            }, () => ledger.Shown(target)).ConfigureAwait(false);
        }
        catch (Exception cut) when (!isDone && (cut is NothingSentException or AdoPatException { IsOutcomeUnknown: false }))
        {
            ledger.Unsent(target);
            throw;
        }
    }

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        if (Summary?.Summarize() is { } summary)
        {
            Host.UI.WriteWarningLine($"{MyInvocation.MyCommand.Name} was stopped. {summary}");
        }
    }

    private protected override ErrorRecord Ending(AdoPatException exception) => Summary?.Summarize() is { } summary
        ? ErrorRecords.From(exception.WithMessage($"{exception.Message} {summary} They are in the TargetObject of this error."), Summary.Outcome())
        : base.Ending(exception);

    private protected override Task CancelWorkAsync() => _lanes?.CancelAsync() ?? Task.CompletedTask;

    private (IReadOnlyList<T>? Page, bool IsEnd) Next<T>(IAsyncEnumerator<IReadOnlyList<T>> pages, object target, int begun, Func<int, string> describeRest) =>
        WaitFor(async () =>
        {
            bool isThere = false;
            bool isGood = await ForItemAsync(Pipeline, target, async () =>
            {
                try
                {
                    isThere = await pages.MoveNextAsync().ConfigureAwait(false);
                }
                catch (AdoPatException failure) when (begun > 0 && !failure.EndsSession)
                {
                    throw failure.WithMessage($"{failure.Message} {describeRest(begun)}");
                }
            }).ConfigureAwait(false);
            return (isThere ? pages.Current : null, isGood && !isThere);
        });

    private Lanes OpenLanes() => _lanes ??= new Lanes(this, ThrottleLimit, IsVerbose(), StoppingToken);

    private BulkProgress? OpenProgress() => _progress ??= IsProgressShown() ? new BulkProgress(Pipeline, Activity) : null;

    private void Guard(Lanes lanes, Action step)
    {
        try
        {
            step();
        }
        catch (AdoPatException failure)
        {
            End(failure, lanes.WriteRest);
        }
        catch (Exception cut)
        {
            EndEarly(Task.CompletedTask, isFailure: Stopping || cut is not PipelineStoppedException);
            if (StoppingToken.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            throw;
        }
    }
}
