using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Msal.Tokens;

/// <summary>Waiting that ends at once, whatever the awaited task does.</summary>
internal static class TaskWaiting
{
    /// <summary>Awaits a task, or stops waiting; the task itself goes on.</summary>
    /// <typeparam name="T">What the task gives.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the task gives.</returns>
    /// <exception cref="System.OperationCanceledException">The wait was ended.</exception>
    public static async Task<T> OrCancelledAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted && cancellationToken.CanBeCanceled)
        {
            // Task.WaitAsync does not exist on .NET Framework.
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
            {
                if (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false) != task)
                {
                    IgnoreFailure(task);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }

        return await task.ConfigureAwait(false);
    }

    // Nobody will await it any more; without this its failure would be reported as unobserved.
    private static void IgnoreFailure(Task task) => _ = task.ContinueWith(
        static failed => _ = failed.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
