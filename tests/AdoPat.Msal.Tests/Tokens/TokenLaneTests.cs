using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tests.Support;
using AdoPat.Msal.Tokens;
using AdoPat.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Msal.Tests.Tokens;

public sealed class TokenLaneTests
{
    private static readonly AccessTokenRequest Any = new();

    private readonly ManualClock _clock = new();
    private readonly List<TokenFetch> _fetches = [];
    private readonly TokenLane _lane;
    private TimeSpan _life = TimeSpan.FromHours(1);
    private Func<Task> _before = () => Task.CompletedTask;

    public TokenLaneTests() => _lane = new TokenLane(FetchAsync, _clock);

    [Fact]
    public async Task A_token_is_fetched_once_and_kept_until_five_minutes_before_its_end()
    {
        AccessToken first = await GetAsync(Any);
        _clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromTicks(1));
        Assert.Same(first, await GetAsync(Any));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.NotSame(first, await GetAsync(Any));
        Assert.Equal(2, _fetches.Count);
    }

    [Fact]
    public async Task A_token_of_seconds_is_kept_for_nine_tenths_of_its_life()
    {
        _life = TimeSpan.FromSeconds(10);
        AccessToken first = await GetAsync(Any);
        _clock.Advance(TimeSpan.FromSeconds(8.9));
        Assert.Same(first, await GetAsync(Any));

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotSame(first, await GetAsync(Any));
    }

    [Fact]
    public async Task A_token_from_the_cache_is_refreshed_five_minutes_before_its_end_however_little_was_left_of_it()
    {
        var cached = new AccessToken("cached", _clock.GetUtcNow() + TimeSpan.FromMinutes(6));
        _lane.Put(new FetchedToken(cached, IsNew: false));
        Assert.Same(cached, await GetAsync(Any));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotSame(cached, await GetAsync(Any));
    }

    [Fact]
    public async Task Many_waiters_are_served_by_one_fetch()
    {
        var gate = new TaskCompletionSource();
        _before = () => gate.Task;
        Task<AccessToken>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => GetAsync(Any))];
        gate.SetResult();

        AccessToken[] tokens = await Task.WhenAll(waiting);

        Assert.Single(tokens.Distinct());
        Assert.Single(_fetches);
    }

    [Fact]
    public async Task A_token_that_many_saw_refused_is_replaced_once_and_by_force()
    {
        AccessToken refused = await GetAsync(Any);
        var gate = new TaskCompletionSource();
        _before = () => gate.Task;
        Task<AccessToken>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => GetAsync(new AccessTokenRequest { Refused = refused }))];
        gate.SetResult();

        AccessToken[] tokens = await Task.WhenAll(waiting);

        Assert.NotEqual(refused.Value, Assert.Single(tokens.Distinct()).Value);
        Assert.Equal([new TokenFetch(null, false), new TokenFetch(null, true)], _fetches);
        Assert.Same(tokens[0], await GetAsync(new AccessTokenRequest { Refused = refused }));
    }

    [Fact]
    public async Task A_challenge_is_passed_on_once_and_its_token_serves_everybody()
    {
        AccessToken refused = await GetAsync(Any);
        var challenged = new AccessTokenRequest { Refused = refused, Claims = "{\"x\":1}" };
        AccessToken answer = await GetAsync(challenged);

        Assert.Same(answer, await GetAsync(challenged));
        Assert.Same(answer, await GetAsync(Any));
        Assert.Equal(new TokenFetch("{\"x\":1}", true), _fetches[1]);
        Assert.Equal(2, _fetches.Count);
    }

    [Fact]
    public async Task A_challenge_is_not_answered_by_a_refresh_that_began_without_it()
    {
        var gate = new TaskCompletionSource();
        _before = () => gate.Task;
        Task<AccessToken> plain = GetAsync(Any);
        Task<AccessToken> challenged = GetAsync(new AccessTokenRequest { Claims = "{\"x\":1}" });
        gate.SetResult();

        Assert.NotSame(await plain, await challenged);
        Assert.Equal([null, "{\"x\":1}"], _fetches.Select(fetch => fetch.Claims));
    }

    [Fact]
    public async Task A_waiter_that_leaves_does_not_take_the_fetch_away_from_the_others()
    {
        var gate = new TaskCompletionSource();
        _before = () => gate.Task;
        using var leaving = new CancellationTokenSource();
        Task<AccessToken> leaver = _lane.GetAsync(Any, leaving.Token);
        Task<AccessToken> stayer = GetAsync(Any);
        leaving.Cancel();

        OperationCanceledException left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Assert.Equal(leaving.Token, left.CancellationToken);
        Assert.False(stayer.IsCompleted);
        gate.SetResult();
        Assert.Equal("token 1", (await stayer).Value);
        Assert.Single(_fetches);
    }

    [Fact]
    public async Task A_failure_reaches_all_that_wait_and_the_next_caller_tries_again()
    {
        var gate = new TaskCompletionSource();
        _before = () => gate.Task;
        Task<AccessToken>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => GetAsync(Any))];
        gate.SetException(new AdoPatException(ErrorIds.InteractionRequired, "sign in again"));
        foreach (Task<AccessToken> waiter in waiting)
        {
            Assert.Equal(ErrorIds.InteractionRequired, (await Assert.ThrowsAsync<AdoPatException>(() => waiter)).ErrorId);
        }

        Assert.Single(_fetches);
        _before = () => Task.CompletedTask;
        Assert.Equal("token 2", (await GetAsync(Any)).Value);
    }

    [Fact]
    public async Task A_token_that_still_works_is_used_while_Entra_ID_cannot_be_reached_and_asked_for_again_soon()
    {
        AccessToken old = await GetAsync(Any);
        _clock.Advance(TimeSpan.FromMinutes(56));
        _before = () => throw new AdoPatException(ErrorIds.SignInFailed, "no network");
        Assert.Same(old, await GetAsync(Any));
        Assert.Same(old, await GetAsync(Any));
        Assert.Equal(2, _fetches.Count);

        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Same(old, await GetAsync(Any));
        Assert.Equal(3, _fetches.Count);

        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(ErrorIds.SignInFailed, (await Assert.ThrowsAsync<AdoPatException>(() => GetAsync(Any))).ErrorId);
    }

    [Fact]
    public async Task A_refused_token_is_not_used_again_even_when_Entra_ID_cannot_be_reached()
    {
        AccessToken refused = await GetAsync(Any);
        _before = () => throw new AdoPatException(ErrorIds.SignInFailed, "no network");

        await Assert.ThrowsAsync<AdoPatException>(() => GetAsync(new AccessTokenRequest { Refused = refused }));
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_no_expired_or_refused_token_is_given_and_none_is_fetched_without_need()
    {
        Gen<(int Kind, int Seconds)> steps = from kind in Gen.Choose(0, 3) from seconds in Gen.Choose(0, 4000) select (kind, seconds);
        Arbitrary<List<(int Kind, int Seconds)>> runs = steps.ListOf().Select(list => list.ToList()).ToArbitrary();

        Prop.ForAll(runs, run => new TokenLaneTests().HoldsThrough(run)).QuickCheckThrowOnFailure();
    }

    private bool HoldsThrough(IEnumerable<(int Kind, int Seconds)> run)
    {
        AccessToken? last = null;
        foreach ((int kind, int seconds) in run)
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            bool stillGood = last is not null && last.ExpiresOn - _clock.GetUtcNow() > TimeSpan.FromMinutes(5);
            AccessTokenRequest request = kind switch
            {
                0 => new AccessTokenRequest { Refused = last },
                1 => new AccessTokenRequest { Refused = last, Claims = $"{{\"at\":{seconds}}}" },
                _ => Any,
            };
            int before = _fetches.Count;
            AccessToken token = GetAsync(request).GetAwaiter().GetResult();
            bool mustFetch = !stillGood || request.Refused is not null;
            if (token.ExpiresOn <= _clock.GetUtcNow()
                || (request.Refused is { } refused && refused.Value == token.Value)
                || _fetches.Count - before != (mustFetch ? 1 : 0))
            {
                return false;
            }

            last = token;
        }

        return true;
    }

    private Task<AccessToken> GetAsync(AccessTokenRequest request) => _lane.GetAsync(request, CancellationToken.None);

    private async Task<FetchedToken> FetchAsync(TokenFetch fetch)
    {
        int number;
        lock (_fetches)
        {
            _fetches.Add(fetch);
            number = _fetches.Count;
        }

        await _before();
        return new FetchedToken(new AccessToken($"token {number}", _clock.GetUtcNow() + _life), IsNew: true);
    }
}
