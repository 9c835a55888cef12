using System;
using System.Globalization;
using System.Threading;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatLifetimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("90m", "01:30:00")]
    [InlineData("12h", "12:00:00")]
    [InlineData("30d", "30.00:00:00")]
    [InlineData("2w", "14.00:00:00")]
    [InlineData(" 7D ", "7.00:00:00")]
    [InlineData("1:30:00", "01:30:00")]
    [InlineData("30.00:00:00", "30.00:00:00")]
    [InlineData("0:45", "00:45:00")]
    public void A_duration_is_read(string text, string expected) =>
        Assert.Equal(expected, PatLifetime.Parse(text, "ValidFor").ToString("c", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("d")]
    [InlineData("1y")]
    [InlineData("1.5d")]
    [InlineData("+3d")]
    [InlineData("3 d")]
    [InlineData("1d12h")]
    [InlineData("25:61:00")]
    [InlineData("1000000000000d")]
    [InlineData("99999999999999999999d")]
    [InlineData("٣d")]
    public void What_is_not_a_duration_above_zero_is_refused(string? text)
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => PatLifetime.Parse(text, "ValidFor"));

        Assert.Equal(ErrorIds.PatInvalidLifetime, error.ErrorId);
        Assert.Equal(
            $"ValidFor '{text}' is not a duration. Give a time such as 30d, 12h, 2w or 90m, or a TimeSpan such as 30.00:00:00.",
            error.Message);
    }

    [Theory]
    [InlineData("-3d")]
    [InlineData("0d")]
    [InlineData("0:00")]
    [InlineData("-1:00")]
    public void A_duration_that_is_not_above_zero_is_refused(string text)
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => PatLifetime.Parse(text, "ValidFor"));

        Assert.Equal(ErrorIds.PatInvalidLifetime, error.ErrorId);
        Assert.StartsWith($"ValidFor '{text}' is not above zero. Give a time such as ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duration_that_is_written_with_a_unit_is_read_back() =>
        Prop.ForAll(
            Gen.Choose(1, 10_000).ToArbitrary(),
            Gen.Elements(('m', 1), ('h', 60), ('d', 1440), ('w', 10_080)).ToArbitrary(),
            (count, unit) => PatLifetime.TryParse($"{count}{unit.Item1}", out TimeSpan read)
                && read == TimeSpan.FromMinutes((long)count * unit.Item2))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_time_span_is_read_back_from_its_text_in_every_culture() =>
        Prop.ForAll<TimeSpan>(duration => InCulture("fr-FR", () =>
            PatLifetime.TryParse(duration.ToString("c"), out TimeSpan read) == (duration > TimeSpan.Zero)
            && read == (duration > TimeSpan.Zero ? duration : TimeSpan.Zero)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void No_text_whatever_makes_reading_throw() =>
        Prop.ForAll<string?>(text => PatLifetime.TryParse(text, out TimeSpan read) == (read > TimeSpan.Zero)).QuickCheckThrowOnFailure();

    [Fact]
    public void An_end_within_a_year_is_accepted_to_the_last_moment()
    {
        PatLifetime.Check(Now.AddTicks(1), Now, "ValidTo");
        PatLifetime.Check(Now.AddYears(1), Now, "ValidTo");
        PatLifetime.Check(Now.AddYears(1).ToOffset(TimeSpan.FromHours(9)), Now, "ValidTo");

        Assert.Equal(Now.AddDays(30), PatLifetime.EndOf(TimeSpan.FromDays(30), Now, "ValidFor"));
        Assert.Equal(Now.AddYears(1), PatLifetime.EndOf(TimeSpan.FromDays(365), Now, "ValidFor"));
    }

    [Fact]
    public void A_leap_year_is_a_year()
    {
        DateTimeOffset before = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(before.AddYears(1), PatLifetime.EndOf(TimeSpan.FromDays(366), before, "ValidFor"));
        Assert.Throws<AdoPatException>(() => PatLifetime.EndOf(TimeSpan.FromDays(366), Now, "ValidFor"));
    }

    [Fact]
    public void An_end_that_is_past_is_refused()
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => PatLifetime.Check(Now, Now, "ValidTo"));

        Assert.Equal(ErrorIds.PatInvalidLifetime, error.ErrorId);
        Assert.Equal("ValidTo 2026-11-22 10:30 UTC is not in the future; it is 2026-11-22 10:30 UTC now. Give a later time.", error.Message);
    }

    [Fact]
    public void An_end_after_a_year_is_refused()
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => PatLifetime.Check(Now.AddYears(2), Now, "ValidTo"));

        Assert.Equal(ErrorIds.PatInvalidLifetime, error.ErrorId);
        Assert.Equal(
            "ValidTo 2028-11-22 10:30 UTC is too long: Azure DevOps lets no token live for more than one year, now until "
            + "2027-11-22 10:30 UTC. Give a shorter time.",
            error.Message);
    }

    [Theory]
    [InlineData("400.00:00:00", "400d")]
    [InlineData("400.01:00:00", "9601h")]
    [InlineData("400.01:01:00", "576061m")]
    [InlineData("10675199.02:48:05.4775807", "10675199.02:48:05.4775807")]
    [InlineData("00:00:00", "0d")]
    [InlineData("-1.00:00:00", "-1d")]
    public void A_duration_that_no_token_can_have_is_refused_in_the_units_of_a_user(string duration, string shown)
    {
        TimeSpan validFor = TimeSpan.Parse(duration, CultureInfo.InvariantCulture);

        AdoPatException error = Assert.Throws<AdoPatException>(() => PatLifetime.EndOf(validFor, Now, "ValidFor"));

        Assert.Equal(ErrorIds.PatInvalidLifetime, error.ErrorId);
        Assert.StartsWith($"ValidFor '{shown}' is ", error.Message, StringComparison.Ordinal);
    }

    private static bool InCulture(string name, Func<bool> law)
    {
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            return law();
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
