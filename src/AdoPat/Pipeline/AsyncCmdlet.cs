using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Pipeline;

/// <summary>
/// Runs asynchronous work for a cmdlet. The work runs on the thread pool; everything it writes is written on the
/// pipeline's own thread, as PowerShell demands. Every way out (end, error, Ctrl+C, <c>Select-Object -First</c>)
/// cancels what is still under way.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    // Fewer than a page of a list: the next page is requested only when most of this one has been taken.
    private const int QueueLength = 16;

    /// <summary>What is done after Ctrl+C may take so long, all together.</summary>
    private protected static readonly TimeSpan EndLimit = TimeSpan.FromMilliseconds(950);

    // A change that was sent gets a moment to answer, so that what was done can be said; see RetryHandler.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(750);

    private readonly CancellationTokenSource _stopping = new();
    private bool _isComplete;
    private bool _isCancelled;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _isComplete = true;

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ctrl+C comes from another thread, perhaps as the cmdlet ends by itself.
        }
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Another command of the pipeline ended it, while this one waited for input.
            EndEarly(Task.CompletedTask, isFailure: Stopping);
            _stopping.Dispose();
        }
    }

    /// <summary>
    /// Called on the pipeline's thread when the pipeline ends before its end: the last chance to say what was done.
    /// </summary>
    /// <param name="limit">The time there is.</param>
    /// <param name="isFailure">False when the next command just wanted no more, as <c>Select-Object -First</c> does.</param>
    private protected virtual void OnCutOff(TimeSpan limit, bool isFailure)
    {
    }

    /// <summary>What was done has been said: an error that ends the pipeline says it.</summary>
    private protected void Complete() => _isComplete = true;

    /// <summary>Cancelled by Ctrl+C.</summary>
    private protected CancellationToken StoppingToken => _stopping.Token;

    /// <summary>Runs the work, and returns when it has ended and all it wrote is written.</summary>
    private protected void Run(Func<IPipelineWriter, CancellationToken, Task> work)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using BlockingCollection<Action<Cmdlet>> queue = new(QueueLength);
        PipelineWriter writer = new(queue, IsVerbose(), ending.Token, ending.Token);
        Task task = Task.Run(async () =>
        {
            try
            {
                await work(writer, ending.Token).ConfigureAwait(false);
            }
            finally
            {
                // Whatever happens to the work, the pipeline's thread is not left waiting.
                queue.CompleteAdding();
            }
        });

        bool drained = false;
        try
        {
            foreach (Action<Cmdlet> write in queue.GetConsumingEnumerable(_stopping.Token))
            {
                write(this);
            }

            drained = true;
            task.GetAwaiter().GetResult();
        }
        catch (Exception exception) when (!drained || _stopping.IsCancellationRequested)
        {
            ending.Cancel();
            EndEarly(task, isFailure: Stopping || exception is not PipelineStoppedException);
            if (_stopping.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            throw;
        }
    }

    /// <summary>Whether progress is shown, as PowerShell decides it.</summary>
    private protected bool IsProgressShown()
    {
        string? preference = (MyInvocation.BoundParameters.TryGetValue("ProgressAction", out object? given) ? given : GetVariableValue("ProgressPreference"))?.ToString();
        return preference is not ("SilentlyContinue" or "Ignore");
    }

    /// <summary>Whether verbose texts are shown, as PowerShell decides it.</summary>
    private protected bool IsVerbose()
    {
        Dictionary<string, object> given = MyInvocation.BoundParameters;
        return given.TryGetValue("Verbose", out object? verbose)
            ? verbose is SwitchParameter { IsPresent: true }
            : given.TryGetValue("Debug", out object? debug) && debug is SwitchParameter { IsPresent: true }
                || !"SilentlyContinue".Equals(GetVariableValue("VerbosePreference")?.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether ShouldProcess has to be asked before something that -Force allows.</summary>
    /// <remarks>-WhatIf:$false and -Confirm:$false ask for nothing: wrappers pass them on.</remarks>
    private protected bool Asks(bool force) =>
        !force || Given("Confirm") == true || (Given("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference")));

    /// <summary>Cancels the work that goes on between the items of the pipeline, where there is any.</summary>
    /// <returns>Ends when the work has.</returns>
    private protected virtual Task CancelWorkAsync() => Task.CompletedTask;

    /// <summary>Cancels all work, and gives what was sent a moment to answer; once.</summary>
    private protected void CancelWork(Task underWay)
    {
        if (_isCancelled)
        {
            return;
        }

        _isCancelled = true;
        underWay = Task.WhenAll(underWay, CancelWorkAsync());
        Task.WaitAny(underWay, Task.Delay(AnswerLimit));
        ObserveFailure(underWay);
    }

    /// <summary>The pipeline ends early: ends the work, and says what was done.</summary>
    private protected void EndEarly(Task underWay, bool isFailure)
    {
        Stopwatch elapsed = Stopwatch.StartNew();
        CancelWork(underWay);
        if (!_isComplete)
        {
            _isComplete = true;
            OnCutOff(EndLimit - elapsed.Elapsed, isFailure);
        }
    }

    private bool? Given(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out object? value) ? LanguagePrimitives.IsTrue(value) : null;

    // Its outcome no longer matters; without this it would come up again as an unobserved exception.
    private static void ObserveFailure(Task task) =>
        _ = task.ContinueWith(
            ended => ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
