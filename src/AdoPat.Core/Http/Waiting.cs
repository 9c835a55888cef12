using System;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Http;

/// <summary>Waiting by a clock that can be another one than the machine's.</summary>
internal static class Waiting
{
    public static Task Wait(this TimeProvider clock, TimeSpan delay, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(delay, clock, cancellationToken);
#else
        clock.Delay(delay, cancellationToken);
#endif

    /// <summary>Waits for a task, or stops waiting; the task goes on.</summary>
    public static Task OrCancelledAsync(this Task task, CancellationToken cancellationToken) =>
#if NET
        task.WaitAsync(cancellationToken);
#else
        task.ContinueWith(_ => { }, cancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
#endif

    /// <summary>Nobody waits for a task any more: its failure shall not come up as one that nobody has seen.</summary>
    public static void Forget(this Task task) => _ = task.ContinueWith(
        failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Makes a source that is cancelled after a time.</summary>
    public static CancellationTokenSource LimitTo(this TimeProvider clock, TimeSpan time) =>
#if NET
        new(time, clock);
#else
        clock.CreateCancellationTokenSource(time);
#endif
}
