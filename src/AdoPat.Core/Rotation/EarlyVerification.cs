using System;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;

namespace AdoPat.Rotation;

/// <summary>
/// The verification of a token that was just created: the service is asked while the journal and the destinations are
/// written, as asking changes nothing. Its outcome counts when it is its turn.
/// </summary>
internal sealed class EarlyVerification : IDisposable
{
    // Much may have happened to the token after that.
    private static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _ending;
    private readonly TimeProvider _clock;
    private long _ended;

    public EarlyVerification(RotationRun run, CancellationToken cancellationToken)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _clock = run.Tools.Session.Clock;
        Outcome = RunAsync(run, run.New!.Token);
    }

    public Task Outcome { get; }

    /// <summary>Whether the outcome is too old to revoke another token for it.</summary>
    public bool IsOld => Outcome.Status == TaskStatus.RanToCompletion && _clock.GetElapsedTime(_ended) > LongestAge;

    /// <summary>Nobody asks for the outcome any more.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        Outcome.Forget();
    }

    private async Task RunAsync(RotationRun run, SecureString secret)
    {
        await Verification.RunAsync(run, secret, _ending.Token).ConfigureAwait(false);
        _ended = _clock.GetTimestamp();
    }
}
