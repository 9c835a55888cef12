using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Pipeline;

/// <summary>Puts every write into the queue that the pipeline's thread empties.</summary>
/// <param name="queue">The queue.</param>
/// <param name="isVerbose">Whether verbose texts are shown.</param>
/// <param name="ending">The work is to end: nobody waits for the pipeline any more.</param>
/// <param name="ended">Nothing is taken any more.</param>
internal sealed class PipelineWriter(BlockingCollection<Action<Cmdlet>> queue, bool isVerbose, CancellationToken ending, CancellationToken ended) : IPipelineWriter
{
    private static readonly string[] HostTag = ["PSHOST"];

    public void Output(object value, Action? onDelivery = null) => Enqueue(cmdlet =>
    {
        // A pipeline that is being stopped takes nothing any more.
        if (!cmdlet.Stopping)
        {
            onDelivery?.Invoke();
        }

        cmdlet.WriteObject(value);
    });

    public Task OutputAsync(IEnumerable<object> values) => InvokeAsync(cmdlet =>
    {
        foreach (object value in values)
        {
            cmdlet.WriteObject(value);
        }

        return true;
    });

    public void Error(ErrorRecord error, Action? onDelivery = null) => Enqueue(cmdlet =>
    {
        if (!cmdlet.Stopping)
        {
            onDelivery?.Invoke();
        }

        cmdlet.WriteError(error);
    });

    public void Warning(string text) => Enqueue(cmdlet => cmdlet.WriteWarning(text));

    public bool IsVerbose => isVerbose;

    public void Verbose(string text)
    {
        if (isVerbose)
        {
            Enqueue(cmdlet => cmdlet.WriteVerbose(text));
        }
    }

    public void Host(string text) => Enqueue(cmdlet => cmdlet.WriteInformation(new HostInformationMessage { Message = text }, HostTag));

    public void Progress(ProgressRecord progress) => Enqueue(cmdlet => cmdlet.WriteProgress(progress));

    public Task<T> InvokeAsync<T>(Func<PSCmdlet, T> work)
    {
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenRegistration cut = ending.Register(() => result.TrySetCanceled());
        bool isQueued = Enqueue(cmdlet =>
        {
            cut.Dispose();
            if (result.Task.IsCanceled)
            {
                // Whoever waits for it was told that it is not done.
                return;
            }

            try
            {
                result.TrySetResult(work((PSCmdlet)cmdlet));
            }
            catch (Exception exception)
            {
                result.TrySetException(exception);
                if (exception is PipelineStoppedException or FlowControlException)
                {
                    throw;
                }
            }
        });
        if (!isQueued)
        {
            result.TrySetCanceled();
        }

        return result.Task;
    }

    private bool Enqueue(Action<Cmdlet> write)
    {
        try
        {
            queue.Add(write, ended);
            return true;
        }
        catch (Exception over) when (over is InvalidOperationException or OperationCanceledException)
        {
            // Nobody reads any more. The work learns of it by its token.
            return false;
        }
    }
}
