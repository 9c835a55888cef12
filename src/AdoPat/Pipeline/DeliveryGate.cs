using System;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Pipeline;

/// <summary>
/// Keeps what follows a delivery back until every item of a run is delivered or has ended, and all that was written until
/// then has been taken. PowerShell assigns to a variable only when the pipeline ends: what was handed over before an error
/// that ends it, or Ctrl+C, is lost.
/// </summary>
internal sealed class DeliveryGate : IDisposable
{
    private readonly TaskCompletionSource<bool> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IPipelineWriter _pipeline;
    private readonly CancellationTokenRegistration _ending;
    private int _left;

    public DeliveryGate(IPipelineWriter pipeline, int items, CancellationToken ending)
    {
        _pipeline = pipeline;
        _left = items;
        _ending = ending.Register(() => _opened.TrySetResult(false));
    }

    /// <summary>Whether the gate has opened; false when the run was cut off before.</summary>
    public Task<bool> Opened => _opened.Task;

    /// <summary>One more item has come as far. Each does this once.</summary>
    public async Task ArriveAsync()
    {
        if (Interlocked.Decrement(ref _left) > 0)
        {
            return;
        }

        try
        {
            // Errors are written in their turn, and each of them may end the pipeline.
            await _pipeline.InvokeAsync(_ => true).ConfigureAwait(false);
            _opened.TrySetResult(true);
        }
        catch (OperationCanceledException)
        {
            _opened.TrySetResult(false);
        }
    }

    public void Dispose() => _ending.Dispose();
}
