using System;
using System.Globalization;
using AdoPat.Emulator.Tokens;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Emulator.Tests.Tokens;

public class SqlTimeTests
{
    [Theory]
    [InlineData("2020-12-01T23:46:23.3190000", "2020-12-01T23:46:23.3200000")]
    [InlineData("2020-11-02T22:56:52.1040000", "2020-11-02T22:56:52.1033333")]
    [InlineData("2026-06-30T23:59:59.9999000", "2026-07-01T00:00:00.0000000")]
    [InlineData("2026-01-01T00:00:00.0000000", "2026-01-01T00:00:00.0000000")]
    public void Times_are_rounded_to_three_hundredths_of_a_second(string time, string expected) =>
        Assert.Equal(expected, SqlTime.Round(Parse(time)).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));

    [Fact]
    public void Rounding_moves_a_time_by_less_than_two_milliseconds_and_never_twice() =>
        Prop.ForAll<DateTime>(any =>
        {
            DateTime time = DateTime.SpecifyKind(new DateTime(Math.Min(any.Ticks, DateTime.MaxValue.AddDays(-1).Ticks)), DateTimeKind.Utc);
            DateTime rounded = SqlTime.Round(time);
            return Math.Abs((rounded - time).TotalMilliseconds) < 2 && SqlTime.Round(rounded) == rounded;
        }).QuickCheckThrowOnFailure();

    private static DateTime Parse(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
