using System;
using System.Globalization;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.AzureDevOps;

/// <summary>How long a personal access token lives: reads durations, and checks the end before anything is sent.</summary>
/// <remarks>The ceiling of one year is the service's, for every tenant; a tenant's policy can be stricter.</remarks>
public static class PatLifetime
{
    private const string Examples = "Give a time such as 30d, 12h, 2w or 90m, or a TimeSpan such as 30.00:00:00.";

    // The service keeps times in steps of 1/300 s.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(10);

    /// <summary>When tokens for all organizations stop working, whatever their own ends are.</summary>
    public static DateTimeOffset GlobalTokensEnd { get; } = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When a token stops working, if nobody revokes it.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Its end; <see cref="GlobalTokensEnd"/> for a token for all organizations that would end later.</returns>
    public static DateTimeOffset EndOf(PersonalAccessToken token) =>
        token.IsGlobal && token.ValidTo > GlobalTokensEnd ? GlobalTokensEnd : token.ValidTo;

    /// <summary>Reads a duration, if there is one.</summary>
    /// <param name="text">
    /// A whole number with its unit (<c>m</c> minutes, <c>h</c> hours, <c>d</c> days, <c>w</c> weeks), or the text of a
    /// <see cref="TimeSpan"/> with at least one colon. A number without a unit is not accepted, as nobody could tell what it means.
    /// </param>
    /// <param name="duration">The duration, above zero; zero when there is none.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        bool isDuration = TryRead((text ?? "").Trim(), out duration) && duration > TimeSpan.Zero;
        duration = isDuration ? duration : TimeSpan.Zero;
        return isDuration;
    }

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The same as for <see cref="TryParse"/>.</param>
    /// <param name="parameterName">The parameter that the text was given for, as the user knows it.</param>
    /// <returns>The duration, above zero.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.PatInvalidLifetime"/>: it is none.</exception>
    public static TimeSpan Parse(string? text, string parameterName)
    {
        if (TryParse(text, out TimeSpan duration))
        {
            return duration;
        }

        string shown = Redaction.Redact(text, maxLength: 40);
        bool isOther = TryRead((text ?? "").Trim().TrimStart('-'), out _);
        throw Invalid($"{parameterName} '{shown}' is {(isOther ? "not above zero" : "not a duration")}. {Examples}");
    }

    /// <summary>Computes when a token ends that is created now, and checks it as <see cref="Check"/> does.</summary>
    /// <param name="validFor">How long it shall live.</param>
    /// <param name="now">The present time.</param>
    /// <param name="parameterName">The parameter that the duration was given for, as the user knows it.</param>
    /// <returns>The end, in the offset of <paramref name="now"/>.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.PatInvalidLifetime"/>: not above zero, or over a year.</exception>
    public static DateTimeOffset EndOf(TimeSpan validFor, DateTimeOffset now, string parameterName)
    {
        if (validFor <= TimeSpan.Zero)
        {
            throw Invalid($"{parameterName} '{Show(validFor)}' is not above zero. {Examples}");
        }

        DateTimeOffset latest = now.AddYears(1);
        if (validFor > latest - now)
        {
            throw TooLong($"{parameterName} '{Show(validFor)}'", latest);
        }

        return now + validFor;
    }

    /// <summary>Checks the end of a token that is created or changed now.</summary>
    /// <param name="validTo">When it shall end.</param>
    /// <param name="now">The present time.</param>
    /// <param name="parameterName">The parameter that the end was given for, as the user knows it.</param>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.PatInvalidLifetime"/>: not in the future, or later than the same day of next year.
    /// </exception>
    public static void Check(DateTimeOffset validTo, DateTimeOffset now, string parameterName)
    {
        if (validTo <= now)
        {
            throw Invalid($"{parameterName} {Show(validTo)} is not in the future; it is {Show(now)} now. Give a later time.");
        }

        DateTimeOffset latest = now.AddYears(1);
        if (validTo > latest)
        {
            throw TooLong($"{parameterName} {Show(validTo)}", latest);
        }
    }

    /// <summary>Whether the service gave less than was asked for, as a policy of the tenant makes it do.</summary>
    /// <param name="asked">The end that was asked for.</param>
    /// <param name="given">The end that the service answered.</param>
    /// <returns>True when it is sooner by more than the service's rounding.</returns>
    public static bool IsClamped(DateTimeOffset asked, DateTimeOffset given) => given < asked - Rounding;

    /// <summary>A duration in the units that a user writes, where it fits.</summary>
    internal static string Show(TimeSpan duration) =>
        duration.Ticks % TimeSpan.TicksPerDay == 0 ? $"{duration.Days}d"
        : duration.Ticks % TimeSpan.TicksPerHour == 0 ? $"{duration.Ticks / TimeSpan.TicksPerHour}h"
        : duration.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{duration.Ticks / TimeSpan.TicksPerMinute}m"
        : duration.ToString("c", CultureInfo.InvariantCulture);

    private static bool TryRead(string text, out TimeSpan duration) => text.IndexOf(':') >= 0
        ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration)
        : TryParseWithUnit(text, out duration);

    private static bool TryParseWithUnit(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        long ticks = text.Length < 2 ? 0 : TicksOf(text[text.Length - 1]);
        if (ticks == 0 || !long.TryParse(text.Remove(text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            || count > TimeSpan.MaxValue.Ticks / ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks(count * ticks);
        return true;
    }

    private static long TicksOf(char unit) => unit switch
    {
        'm' or 'M' => TimeSpan.TicksPerMinute,
        'h' or 'H' => TimeSpan.TicksPerHour,
        'd' or 'D' => TimeSpan.TicksPerDay,
        'w' or 'W' => 7 * TimeSpan.TicksPerDay,
        _ => 0,
    };

    private static string Show(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static AdoPatException TooLong(string subject, DateTimeOffset latest) =>
        Invalid($"{subject} is too long: Azure DevOps lets no token live for more than one year, now until {Show(latest)}. Give a shorter time.");

    private static AdoPatException Invalid(string message) => new(ErrorIds.PatInvalidLifetime, message);
}
