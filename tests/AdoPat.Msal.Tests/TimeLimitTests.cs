using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Msal.Tests;

public sealed class TimeLimitTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Work_that_ends_in_time_gives_its_result()
    {
        using var limit = new TimeLimit(Long, CancellationToken.None);

        Assert.Equal(42, await limit.RunAsync(_ => Task.FromResult(42)));
    }

    [Fact]
    public async Task Work_that_ignores_its_token_is_left_behind_when_time_is_up()
    {
        using var limit = new TimeLimit(TimeSpan.FromMilliseconds(100), CancellationToken.None) { WaitingFor = "the browser" };
        var never = new TaskCompletionSource<int>();

        AdoPatException error = await Assert.ThrowsAsync<AdoPatException>(() => limit.RunAsync(_ => never.Task));

        Assert.Equal(ErrorIds.SignInTimedOut, error.ErrorId);
        Assert.Contains("the browser", error.Message, StringComparison.Ordinal);
        Assert.Contains("-TimeoutSeconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_blocks_its_thread_is_left_behind_when_the_user_presses_ctrl_c()
    {
        using var ctrlC = new CancellationTokenSource();
        using var limit = new TimeLimit(Long, ctrlC.Token);
        using var blocked = new ManualResetEventSlim();
        Task<int> waiting = limit.RunAsync(_ =>
        {
            blocked.Wait(CancellationToken.None);
            return Task.FromResult(1);
        });
        await ctrlC.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(blocked.IsSet);
        blocked.Set();
    }

    [Fact]
    public async Task A_failure_caused_by_ctrl_c_is_a_cancellation_and_no_failure()
    {
        using var ctrlC = new CancellationTokenSource();
        using var limit = new TimeLimit(Long, ctrlC.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limit.RunAsync<int>(_ =>
        {
            ctrlC.Cancel();
            throw new InvalidOperationException("the listener was closed");
        }));
    }

    [Fact]
    public async Task Any_other_failure_comes_through()
    {
        using var limit = new TimeLimit(Long, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => limit.RunAsync<int>(_ => throw new InvalidOperationException()));
    }

    [Theory]
    [InlineData(300, "5 minutes")]
    [InlineData(119, "119 seconds")]
    [InlineData(1, "1 second")]
    public void The_time_left_is_said_in_words(int seconds, string words)
    {
        using var limit = new TimeLimit(TimeSpan.FromSeconds(seconds), CancellationToken.None);

        Assert.Equal(words, limit.TimeLeft);
    }
}
