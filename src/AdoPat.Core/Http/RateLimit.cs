using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;

namespace AdoPat.Http;

/// <summary>
/// What an answer says of the limit on requests: <c>Retry-After</c>, which comes with good answers too, and the
/// <c>X-RateLimit-…</c> headers, which come when much of the limit is used up.
/// </summary>
/// <param name="RetryAfter">How long to wait; null when it does not say.</param>
/// <param name="Remaining">How many units are left; null when it does not say. A request is worth one at most, as far as is known.</param>
/// <param name="Reset">When the limit is whole again; null when it does not say.</param>
internal readonly record struct RateLimit(TimeSpan? RetryAfter, double? Remaining, DateTimeOffset? Reset)
{
    public static RateLimit Of(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? retryAfter = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };
        return new RateLimit(
            retryAfter,
            Number(response, "X-RateLimit-Remaining"),
            Number(response, "X-RateLimit-Reset") is >= 0 and < 253_402_300_800 and var reset ? DateTimeOffset.FromUnixTimeSeconds((long)reset) : null);
    }

    /// <summary>Passes it on to those who wait to send.</summary>
    /// <param name="pace">Whose requests the service has counted.</param>
    /// <param name="isSuccess">Whether the answer is good: then all of it is a hint, and what it asks for has a bound.</param>
    /// <param name="now">The time.</param>
    public void Tell(RequestPace pace, bool isSuccess, DateTimeOffset now)
    {
        if (Remaining is { } remaining)
        {
            pace.Narrow(remaining);
        }

        // When the last unit is used, the service has not said yet how long to wait. By its clock against ours: so not for long.
        TimeSpan? wait = RetryAfter ?? (Remaining < 1 ? Reset - now : null);
        if (wait > TimeSpan.Zero)
        {
            bool isHint = isSuccess || RetryAfter is null;
            pace.Pause(isHint && wait > RetryRule.LongestPause ? RetryRule.LongestPause : wait.Value);
        }
    }

    private static double? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
            ? number
            : null;
}
