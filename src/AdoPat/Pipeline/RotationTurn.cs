using System;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Pipeline;

/// <summary>One rotation among those that run at once: it has a lane while it works, and none while it waits for the others.</summary>
internal sealed class RotationTurn(SemaphoreSlim lanes, DeliveryGate gate)
{
    private bool _hasLane = true;
    private bool _hasArrived;

    /// <summary>Whether the run was cut off after this one's delivery: nobody knows whether it was kept.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Waits, after the delivery, for the others.</summary>
    /// <exception cref="InvalidOperationException">The run was cut off.</exception>
    public async Task AwaitOthersAsync(CancellationToken cancellationToken)
    {
        await EndAsync().ConfigureAwait(false);
        IsCutOff = !await gate.Opened.ConfigureAwait(false);
        try
        {
            if (!IsCutOff)
            {
                await lanes.WaitAsync(cancellationToken).ConfigureAwait(false);
                _hasLane = true;
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Not passed on: it would say that nothing was delivered.
            IsCutOff = true;
        }

        throw new InvalidOperationException("The pipeline was cut off after the delivery.");
    }

    /// <summary>Lets go of the lane, and of those who wait.</summary>
    public async Task EndAsync()
    {
        if (_hasLane)
        {
            _hasLane = false;
            lanes.Release();
        }

        if (!_hasArrived)
        {
            _hasArrived = true;
            await gate.ArriveAsync().ConfigureAwait(false);
        }
    }
}
