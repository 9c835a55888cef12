#if NET
using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace AdoPat.Destinations.Files;

/// <summary>Makes the names in a folder last, as a rename is not on the disk before its folder is. Unix only; Windows has no need of it.</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    private static readonly ConcurrentDictionary<string, Turn> Turns = new(StringComparer.Ordinal);

    /// <summary>
    /// Flushes a folder, as well as the file system can. A flush takes with it what all have renamed before it began: those
    /// who come while one is running wait for the next one together.
    /// </summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Turn turn = Turns.GetOrAdd(folder, _ => new Turn());
        lock (turn)
        {
            long wanted = turn.Ended + (turn.IsRunning ? 2 : 1);
            while (turn.IsRunning && turn.Ended < wanted)
            {
                Monitor.Wait(turn);
            }

            if (turn.Ended >= wanted)
            {
                return;
            }

            turn.IsRunning = true;
        }

        try
        {
            FlushNow(folder);
        }
        finally
        {
            lock (turn)
            {
                turn.Ended++;
                turn.IsRunning = false;
                Monitor.PulseAll(turn);
            }
        }
    }

    private static void FlushNow(string folder)
    {
        int descriptor = Open(Encoding.UTF8.GetBytes(folder + "\0"), ReadOnly);
        if (descriptor >= 0)
        {
            // File systems that cannot do it say so; the file itself was flushed, and there is nothing more to be done.
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);

    private sealed class Turn
    {
        public bool IsRunning { get; set; }

        public long Ended { get; set; }
    }
}
#endif
