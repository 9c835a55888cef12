using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Pipeline;

/// <summary>Puts every write into the queue that the pipeline's thread empties.</summary>
internal sealed class PipelineWriter(BlockingCollection<Action<Cmdlet>> queue, bool isVerbose, CancellationToken ending) : IPipelineWriter
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

    public void Error(ErrorRecord error) => Enqueue(cmdlet => cmdlet.WriteError(error));

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
        CancellationTokenRegistration ended = ending.Register(() => result.TrySetCanceled());
        bool isQueued = Enqueue(cmdlet =>
        {
            ended.Dispose();
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
            queue.Add(write, ending);
            return true;
        }
        catch (Exception ended) when (ended is InvalidOperationException or OperationCanceledException)
        {
            // Nobody reads any more. The work learns of it by its token.
            return false;
        }
    }
}
