using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Pipeline;

/// <summary>
/// Work on several items of the pipeline at once. What it writes is written by the pipeline's thread whenever that comes by:
/// with the next item, or at the end. All members are called by that thread.
/// </summary>
internal sealed class Lanes : IDisposable
{
    private readonly BlockingCollection<Action<Cmdlet>> _queue = []; // As long as the lanes let it grow.
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Dictionary<long, Task> _underWay = [];
    private readonly Cmdlet _cmdlet;
    private readonly int _limit;
    private readonly CancellationToken _stopping;
    private long _started;
    private Exception? _failure;

    /// <param name="cmdlet">Whose work it is.</param>
    /// <param name="limit">How many items are worked on at once.</param>
    /// <param name="isVerbose">Whether verbose texts are shown.</param>
    /// <param name="stopping">Ends every wait.</param>
    public Lanes(Cmdlet cmdlet, int limit, bool isVerbose, CancellationToken stopping)
    {
        _cmdlet = cmdlet;
        _limit = limit;
        _stopping = stopping;
        Writer = new PipelineWriter(_queue, isVerbose, _ending.Token, _ended.Token);
    }

    /// <summary>Takes what the work writes.</summary>
    public IPipelineWriter Writer { get; }

    /// <summary>Begins with an item, as soon as a lane is free.</summary>
    /// <returns>Ends with the work on the item, and never fails.</returns>
    /// <exception cref="OperationCanceledException">The pipeline is being stopped.</exception>
    public Task Begin(Func<CancellationToken, Task> work)
    {
        _stopping.ThrowIfCancellationRequested();
        while (_underWay.Count >= _limit)
        {
            Write(_queue.Take(_stopping));
        }

        long number = _started++;
        Task task = RunAsync(number, work);
        _underWay.Add(number, task);
        while (_queue.TryTake(out Action<Cmdlet>? write))
        {
            Write(write);
        }

        return task;
    }

    /// <summary>Returns when all work has ended, and what it wrote is written.</summary>
    /// <exception cref="OperationCanceledException">The pipeline is being stopped.</exception>
    public void Wait()
    {
        while (_underWay.Count > 0)
        {
            Write(_queue.Take(_stopping));
        }
    }

    /// <summary>Writes what the work writes until something else has ended.</summary>
    /// <exception cref="OperationCanceledException">The pipeline is being stopped.</exception>
    public void WaitFor(Task other)
    {
        _ = other.ContinueWith(_ => _queue.Add(_ => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!other.IsCompleted)
        {
            Write(_queue.Take(_stopping));
        }
    }

    /// <summary>Cancels the work: what was not sent is not sent any more.</summary>
    /// <returns>Ends when all of it has ended.</returns>
    public Task CancelAsync()
    {
        _ending.Cancel();
        return Task.WhenAll(_underWay.Values);
    }

    /// <summary>Writes what was written until now, and takes nothing any more.</summary>
    public void WriteRest()
    {
        _ended.Cancel();
        while (_queue.TryTake(out Action<Cmdlet>? write))
        {
            write(_cmdlet);
        }
    }

    /// <summary>Lets go of what it holds; the work has ended, or nobody waits for it.</summary>
    public void Dispose()
    {
        _ending.Dispose();
        _ended.Dispose();
    }

    private void Write(Action<Cmdlet> write)
    {
        write(_cmdlet);
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Capture(_failure).Throw();
        }
    }

    private async Task RunAsync(long number, Func<CancellationToken, Task> work)
    {
        Exception? failure = null;
        try
        {
            await work(_ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
        }
        catch (Exception any)
        {
            failure = any;
        }

        _queue.Add(_ =>
        {
            _underWay.Remove(number);
            _failure ??= failure;
        });
    }
}
