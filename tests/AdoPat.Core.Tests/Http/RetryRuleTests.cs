using System;
using System.Net;
using System.Net.Http;
using AdoPat.Http;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Http;

public class RetryRuleTests
{
    [Theory]
    [InlineData("GET", 408, 429, 502, 503, 504)]
    [InlineData("HEAD", 408, 429, 502, 503, 504)]
    [InlineData("PUT", 408, 429, 502, 503, 504)]
    [InlineData("DELETE", 408, 429, 502, 503, 504)]
    [InlineData("POST", 429)]
    [InlineData("PATCH", 429)]
    public void An_answer_is_asked_for_again_where_the_method_may_be_repeated_or_nothing_was_done(string method, params int[] statuses)
    {
        for (int status = 100; status < 600; status++)
        {
            Assert.Equal(Array.IndexOf(statuses, status) >= 0, RetryRule.MayRepeat(new HttpMethod(method), (HttpStatusCode)status));
        }
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("PUT", true)]
    [InlineData("DELETE", true)]
    [InlineData("POST", false)]
    public void Without_an_answer_a_creation_is_repeated_only_when_it_was_never_sent(string method, bool isRepeated)
    {
        Assert.Equal(isRepeated, RetryRule.MayRepeatUnanswered(new HttpMethod(method), neverSent: false));
        Assert.True(RetryRule.MayRepeatUnanswered(new HttpMethod(method), neverSent: true));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(504, true)]
    public void A_service_that_failed_may_have_acted(int status, bool isOpen) =>
        Assert.Equal(isOpen, RetryRule.LeavesOutcomeOpen((HttpStatusCode)status));

    [Theory]
    [InlineData(1, 1.0, 400)]
    [InlineData(1, 0.5, 200)]
    [InlineData(2, 1.0, 800)]
    [InlineData(3, 1.0, 1600)]
    [InlineData(4, 1.0, 3200)]
    [InlineData(4, 0.0, 0)]
    [InlineData(40, 1.0, 20_000)]
    public void Without_an_order_the_wait_doubles_up_to_a_limit(int attempt, double random, int milliseconds) =>
        Assert.Equal(milliseconds, RetryRule.DelayBefore(attempt, null, random).TotalMilliseconds);

    [Fact]
    public void An_order_is_kept_to_the_second_whatever_the_attempt() =>
        Prop.ForAll(
            Gen.Choose(1, 10).ToArbitrary(),
            Gen.Choose(1, 120).ToArbitrary(),
            Gen.Choose(0, 1000).ToArbitrary(),
            (attempt, seconds, random) =>
            {
                TimeSpan delay = RetryRule.DelayBefore(attempt, TimeSpan.FromSeconds(seconds), random / 1000.0);
                return delay >= TimeSpan.FromSeconds(seconds) && delay <= TimeSpan.FromSeconds(seconds + 0.25);
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    public void An_order_that_has_passed_already_is_none(int seconds) =>
        Assert.Equal(400, RetryRule.DelayBefore(1, TimeSpan.FromSeconds(seconds), 1).TotalMilliseconds);
}
