using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using AdoPat.Secrets;

namespace AdoPat.Destinations.Files;

/// <summary>
/// Keeps other threads and other processes of AdoPat from a file while it is read, changed and replaced: several tokens
/// may go to one file at a time.
/// </summary>
internal static class FileLock
{
    private const ulong Seed = 0x41646F506174;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Does something with the file that nobody else does at the same time.</summary>
    /// <exception cref="IOException">Somebody else keeps it for too long.</exception>
    public static T Run<T>(string path, Func<T> work, CancellationToken cancellationToken)
    {
        using Mutex mutex = new(false, NameOf(path));
        Enter(mutex, cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    // Two paths of one name wait for each other; that does no harm.
    private static string NameOf(string path) => @"Global\AdoPat-"
        + Marvin32.Hash32(Encoding.UTF8.GetBytes(path), Seed).ToString("x8", CultureInfo.InvariantCulture);

    // In turns, as a wait for a mutex that has a name cannot be cancelled on Unix.
    private static void Enter(Mutex mutex, CancellationToken cancellationToken)
    {
        for (TimeSpan waited = TimeSpan.Zero; waited < LongestWait; waited += Turn)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (mutex.WaitOne(Turn))
                {
                    return;
                }
            }
            catch (AbandonedMutexException)
            {
                return; // Its owner was killed, and the file is whole all the same: it is replaced, not written into.
            }
        }

        throw new IOException("Another process of AdoPat has been changing it for a minute.");
    }
}
