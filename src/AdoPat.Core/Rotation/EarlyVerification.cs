using System;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Rotation;

/// <summary>
/// The verification of a token that was just created: the service is asked while the journal and the destinations are
/// written, as asking changes nothing. Its outcome counts when it is its turn.
/// </summary>
internal sealed class EarlyVerification : IDisposable
{
    private readonly CancellationTokenSource _ending;

    public EarlyVerification(RotationRun run, CancellationToken cancellationToken)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Outcome = Verification.RunAsync(run, run.New!.Token, _ending.Token);
    }

    public Task Outcome { get; }

    /// <summary>Nobody asks for the outcome any more.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _ = Outcome.ContinueWith(
            ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
