using System;
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
}
