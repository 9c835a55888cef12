using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>The locks: one holder at a time, among threads and processes, and none that outlives its holder.</summary>
public sealed class RotationLockTests : IDisposable
{
    private const string Key = "a token";

    private readonly RotationJournal _journal = new(Path.Combine(Path.GetTempPath(), "adopat-locks-" + Guid.NewGuid().ToString("N")));

    private string[] Files => Directory.GetFiles(_journal.Folder, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(_journal.Folder, recursive: true);

    [Fact]
    public void A_lock_is_held_by_one_and_leaves_nothing_behind()
    {
        using (IDisposable? held = _journal.TryLock(Key))
        {
            Assert.NotNull(held);
            Assert.Null(new RotationJournal(_journal.Folder).TryLock(Key));
            using IDisposable? other = _journal.TryLock("another token");
            Assert.NotNull(other);
        }

        Assert.Empty(Files);
        using IDisposable? again = _journal.TryLock(Key);
        Assert.NotNull(again);
    }

    [Fact]
    public void What_else_is_wrong_with_the_file_is_told_and_not_taken_for_a_holder()
    {
        if (Path.DirectorySeparatorChar != '/')
        {
            return;
        }

        string file;
        using (_journal.TryLock(Key))
        {
            file = Assert.Single(Files);
        }

        File.CreateSymbolicLink(file, file);
        Assert.Contains("cannot be written", Assert.Throws<AdoPatException>(() => _journal.TryLock(Key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_take_and_leave_it_never_hold_it_together()
    {
        int holders = 0;
        int taken = 0;
        int together = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            // As often as it takes: how many attempts get it is the scheduler's choice.
            for (int attempt = 0; attempt < 1_000_000 && Volatile.Read(ref taken) < 500; attempt++)
            {
                using IDisposable? held = _journal.TryLock(Key);
                if (held is not null)
                {
                    Interlocked.Increment(ref taken);
                    together += Interlocked.Increment(ref holders) > 1 ? 1 : 0;
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
            }
        })));

        Assert.Equal(0, together);
        Assert.True(taken >= 500, $"taken {taken} times");
    }

    [Fact]
    public async Task A_process_that_is_killed_lets_go_of_it()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/flock"))
        {
            return; // What other systems have for this is their own file sharing, which needs no proof of ours.
        }

        string path;
        using (_journal.TryLock(Key))
        {
            path = Assert.Single(Files);
        }

        using Process other = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["-o", path, "sh", "-c", "echo held; exec sleep 600"]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
            Assert.Null(_journal.TryLock(Key));
        }
        finally
        {
            other.Kill(entireProcessTree: true);
            await other.WaitForExitAsync();
        }

        using IDisposable? held = _journal.TryLock(Key);
        Assert.NotNull(held);
    }
}
