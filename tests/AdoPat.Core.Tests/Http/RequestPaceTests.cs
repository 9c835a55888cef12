using System;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using Xunit;

namespace AdoPat.Core.Tests.Http;

public class RequestPaceTests
{
    private readonly TestClock _clock = new();
    private readonly RequestPace _pace;

    public RequestPaceTests() => _pace = new RequestPace(_clock);

    [Fact]
    public void At_first_nothing_waits() => Assert.True(_pace.Remaining <= TimeSpan.Zero);

    [Fact]
    public void A_pause_lasts_as_long_as_was_said()
    {
        _pace.Pause(TimeSpan.FromSeconds(7));
        Assert.Equal(7, _pace.Remaining.TotalSeconds);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, _pace.Remaining.TotalSeconds);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_pace.Remaining <= TimeSpan.Zero);
    }

    [Fact]
    public void A_shorter_pause_does_not_end_a_longer_one()
    {
        _pace.Pause(TimeSpan.FromSeconds(60));
        _pace.Pause(TimeSpan.FromSeconds(5));
        _pace.Pause(TimeSpan.FromSeconds(-5));

        Assert.Equal(60, _pace.Remaining.TotalSeconds);
    }

    [Fact]
    public void A_time_of_day_that_is_put_back_or_ahead_changes_nothing()
    {
        _pace.Pause(TimeSpan.FromSeconds(7));

        _clock.PutAhead = TimeSpan.FromHours(-1);
        Assert.Equal(7, _pace.Remaining.TotalSeconds);

        _clock.PutAhead = TimeSpan.FromHours(1);
        Assert.Equal(7, _pace.Remaining.TotalSeconds);
    }

    [Fact]
    public void After_a_pause_one_goes_at_a_time_and_each_good_answer_lets_one_more_go()
    {
        Enter(20);
        _pace.Pause(TimeSpan.FromSeconds(7));
        Leave(20, isGood: false);
        Assert.Equal(0, Enter(20));

        _clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(1, Enter(20));
        Leave(1, isGood: false);
        Assert.Equal(1, Enter(20));
        Leave(1, isGood: true);
        Assert.Equal(2, Enter(20));
        Leave(2, isGood: true);
        Assert.Equal(4, Enter(20));
    }

    [Fact]
    public void In_the_end_there_is_no_bound_any_more()
    {
        _pace.Narrow(1);
        for (int answer = 0; answer < 64; answer++)
        {
            Assert.Equal(1, Enter(1));
            Leave(1, isGood: true);
        }

        Assert.Equal(1000, Enter(1000));
    }

    [Theory]
    [InlineData(5.9, 5)]
    [InlineData(0.2, 1)]
    [InlineData(-3, 1)]
    public void No_more_go_at_once_than_the_service_will_take(double remaining, int allowed)
    {
        _pace.Narrow(remaining);
        _pace.Narrow(40);

        Assert.Equal(allowed, Enter(20));
    }

    [Fact]
    public async Task Whoever_waits_for_a_place_is_told_when_one_is_free()
    {
        _pace.Narrow(1);
        Enter(1);
        Assert.False(_pace.TryEnter(out Task freed));
        Assert.False(freed.IsCompleted);

        Leave(1, isGood: false);

        await freed.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(_pace.TryEnter(out _));
    }

    [Fact]
    public void It_is_shared_by_all_of_an_account_at_a_host()
    {
        RequestPace pace = RequestPace.Of(_clock, "ada@contoso.test", "vssps.dev.azure.com");

        Assert.Same(pace, RequestPace.Of(_clock, "Ada@contoso.test", "vssps.dev.azure.com"));
        Assert.NotSame(pace, RequestPace.Of(_clock, "ben@contoso.test", "vssps.dev.azure.com"));
        Assert.NotSame(pace, RequestPace.Of(_clock, "ada@contoso.test", "dev.azure.com"));
    }

    private int Enter(int most)
    {
        int entered = 0;
        while (entered < most && _pace.TryEnter(out _))
        {
            entered++;
        }

        return entered;
    }

    private void Leave(int requests, bool isGood)
    {
        for (int request = 0; request < requests; request++)
        {
            _pace.Leave(isGood);
        }
    }
}
