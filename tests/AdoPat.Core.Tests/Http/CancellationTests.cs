using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Http;

/// <summary>
/// Ctrl+C ends every wait at once: here the clock stands still, so that nothing else could end it. Only a change that
/// is on its way is given a moment, so that what was done can be told.
/// </summary>
public sealed class CancellationTests(Emulator emulator) : EmulatorTest(emulator), IDisposable
{
    private static readonly object Slow = new { name = "slow", path = AllTokenRequests, delayMilliseconds = 600_000 };

    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task The_wait_before_another_attempt_ends()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 503, count = (int?)null });
        Clock.HoldsAll = true;

        Task list = ReadAsync(client.ListAsync(Contoso, PatState.Active, _stop.Token));
        await Observer.FirstWait;

        await EndsAsync(list);
    }

    [Fact]
    public async Task The_wait_for_a_slower_pace_ends()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, headers = new Dictionary<string, string> { ["Retry-After"] = "20" } });
        await ReadAsync(client.ListAsync(Contoso, PatState.Active, _stop.Token));
        Clock.HoldsAll = true;

        Task list = ReadAsync(client.ListAsync(Contoso, PatState.Active, _stop.Token));
        await Observer.FirstWait;

        await EndsAsync(list);
    }

    [Fact]
    public async Task The_wait_for_the_policies_of_the_service_ends()
    {
        PatClient client = await ClientAsync();
        await Emulator.BehaveAsync(new { policyOutage = "tenant" });
        Clock.HoldsAll = true;

        Task creation = client.CreateAsync(Contoso, NewPat(), cancellationToken: _stop.Token);
        await Observer.FirstWait;

        await EndsAsync(creation);
    }

    [Fact]
    public async Task The_wait_for_an_answer_to_a_question_ends()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(Slow);

        Task list = ReadAsync(client.ListAsync(Contoso, PatState.Active, _stop.Token));
        await Emulator.WhenHitAsync("slow");

        await EndsAsync(list);
    }

    [Fact]
    public async Task The_wait_for_an_access_token_ends_and_the_change_is_not_sent()
    {
        EmulatorTokens tokens = await SignInAsync();
        PatClient client = new(SessionOf(tokens), Observer);
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        TaskCompletionSource refresh = new();
        tokens.Obstacle = refresh.Task;

        Task revocation = client.RevokeAsync(Contoso, token.AuthorizationId, _stop.Token);

        await EndsAsync(revocation);
        refresh.SetResult();
        Assert.DoesNotContain(await Emulator.TokenRequestsAsync(), request => request.Method == "DELETE");
    }

    [Fact]
    public async Task A_change_whose_access_token_was_refused_is_not_sent_again()
    {
        EmulatorTokens tokens = await SignInAsync();
        PatClient client = new(SessionOf(tokens), Observer);
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.MoveClockAsync("+2h");
        TaskCompletionSource refresh = new();
        tokens.ObstacleToRefresh = refresh.Task;

        Task revocation = client.RevokeAsync(Contoso, token.AuthorizationId, _stop.Token);
        await tokens.FirstRefusal;

        await EndsAsync(revocation);
        refresh.SetResult();
        Assert.Equal(401, Assert.Single(await Emulator.TokenRequestsAsync(), request => request.Method == "DELETE").Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task A_change_that_is_on_its_way_may_still_answer(string method)
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { name = "slow", path = AllTokenRequests, method, delayMilliseconds = 100 });

        Task change = ChangeAsync(client, method, token);
        await Emulator.WhenHitAsync("slow");
        await _stop.CancelAsync();

        await change;
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task A_change_that_does_not_answer_within_a_moment_is_given_up(string method)
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { name = "slow", path = AllTokenRequests, method, delayMilliseconds = 600_000 });

        Task change = ChangeAsync(client, method, token);
        await Emulator.WhenHitAsync("slow");
        await _stop.CancelAsync();
        Clock.Advance(RetryHandler.Grace - TimeSpan.FromMilliseconds(1));
        Assert.False(change.IsCompleted);
        Clock.Advance(TimeSpan.FromMilliseconds(1));

        await EndsAsync(change);
    }

    [Fact]
    public void The_moment_is_shorter_than_the_second_after_which_the_prompt_must_be_back() =>
        Assert.InRange(RetryHandler.Grace, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(800));

    [Fact]
    public async Task Nothing_is_sent_when_the_caller_has_given_up_already()
    {
        PatClient client = await ClientAsync();
        await _stop.CancelAsync();

        await EndsAsync(client.RevokeAsync(Contoso, Guid.NewGuid(), _stop.Token));

        Assert.Empty(await Emulator.TokenRequestsAsync());
    }

    [Fact]
    public async Task A_lost_creation_is_told_even_when_there_is_no_time_to_look_for_the_token()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(
            new { path = AllTokenRequests, method = "POST", cut = true },
            new { name = "slow", path = AllTokenRequests, method = "GET", delayMilliseconds = 600_000 });

        Task creation = client.CreateAsync(Contoso, NewPat("ada's"), cancellationToken: _stop.Token);
        await Emulator.WhenHitAsync("slow");
        await _stop.CancelAsync();

        AdoPatException failure = await FailsAsync(ErrorIds.PatOutcomeUnknown, () => creation);
        Assert.EndsWith(
            " It may have been created, and there was no time to look for it. When the service answers again, run "
            + "Get-AdoPat -Organization contoso -Name 'ada''s' and revoke a token that nobody knows.",
            failure.Message,
            StringComparison.Ordinal);
    }

    private Task ChangeAsync(PatClient client, string method, PersonalAccessToken token) => method switch
    {
        "PUT" => client.UpdateAsync(token, new PatChange { Name = "renamed" }, _stop.Token),
        "POST" => client.CreateAsync(Contoso, NewPat(), cancellationToken: _stop.Token),
        _ => client.RevokeAsync(Contoso, token.AuthorizationId, _stop.Token),
    };

    private async Task EndsAsync(Task work)
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
