using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using Xunit;

namespace AdoPat.Core.Tests.Http;

public class RateLimitTests
{
    private readonly TestClock _clock = new();
    private readonly RequestPace _pace;

    public RateLimitTests() => _pace = new RequestPace(_clock);

    [Fact]
    public void An_answer_that_says_nothing_asks_for_nothing()
    {
        Tell(HttpStatusCode.OK);

        Assert.Equal(default, RateLimit.Of(new HttpResponseMessage(), _clock.GetUtcNow()));
        Assert.True(_pace.Remaining <= TimeSpan.Zero);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "7", 7)]
    [InlineData(HttpStatusCode.OK, "300", 30)]
    [InlineData(HttpStatusCode.TooManyRequests, "300", 300)]
    public void What_is_to_be_waited_is_waited_and_for_a_hint_not_longer_than_the_service_would(HttpStatusCode status, string retryAfter, int seconds)
    {
        Tell(status, ("Retry-After", retryAfter));

        Assert.Equal(seconds, _pace.Remaining.TotalSeconds);
    }

    [Fact]
    public void The_last_unit_is_waited_for_before_the_service_has_to_say_so()
    {
        Tell(HttpStatusCode.OK, ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", _clock.GetUtcNow().AddSeconds(12).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

        Assert.InRange(_pace.Remaining.TotalSeconds, 11, 12);
    }

    [Fact]
    public void Few_units_let_few_requests_go_at_once_and_none_wait()
    {
        Tell(HttpStatusCode.OK, ("X-RateLimit-Remaining", "2.5"), ("X-RateLimit-Reset", "9999999999"));

        Assert.True(_pace.Remaining <= TimeSpan.Zero);
        Assert.True(_pace.TryEnter(out _));
        Assert.True(_pace.TryEnter(out _));
        Assert.False(_pace.TryEnter(out _));
    }

    [Theory]
    [InlineData("X-RateLimit-Remaining", "many")]
    [InlineData("X-RateLimit-Remaining", "NaN")]
    [InlineData("X-RateLimit-Remaining", "")]
    [InlineData("X-RateLimit-Reset", "-1")]
    [InlineData("X-RateLimit-Reset", "1e300")]
    [InlineData("Retry-After", "soon")]
    public void What_makes_no_sense_is_passed_over(string header, string value)
    {
        Tell(HttpStatusCode.OK, (header, value));

        Assert.True(_pace.Remaining <= TimeSpan.Zero);
    }

    private void Tell(HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = new(status);
        foreach ((string name, string value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        RateLimit.Of(answer, _clock.GetUtcNow()).Tell(_pace, answer.IsSuccessStatusCode, _clock.GetUtcNow());
    }
}
