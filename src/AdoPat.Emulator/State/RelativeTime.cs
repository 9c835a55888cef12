using System;
using System.Globalization;

namespace AdoPat.Emulator.State;

/// <summary>Times that are said relative to now: <c>+30d</c>, <c>-12h</c>, <c>+90m</c>, <c>+5s</c>.</summary>
internal static class RelativeTime
{
    /// <summary>Reads a time, relative or absolute.</summary>
    /// <param name="text">A sign, a number and d, h, m or s; or an ISO 8601 date.</param>
    /// <param name="now">What it is relative to, UTC.</param>
    /// <param name="time">The time, UTC.</param>
    /// <returns>False when the text is neither.</returns>
    public static bool TryRead(string? text, DateTime now, out DateTime time)
    {
        time = now;
        if (text is ['+' or '-', .., char unit]
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double amount)
            && Math.Abs(amount) < 1e6)
        {
            TimeSpan? span = unit switch
            {
                'd' => TimeSpan.FromDays(amount),
                'h' => TimeSpan.FromHours(amount),
                'm' => TimeSpan.FromMinutes(amount),
                's' => TimeSpan.FromSeconds(amount),
                _ => null,
            };
            time = now + (span ?? TimeSpan.Zero);
            return span is not null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out time);
    }
}
