using System;
using System.Net;
using System.Net.Http;

namespace AdoPat.Http;

/// <summary>
/// Which failed attempt may be repeated, and when. A POST may have created a token whose secret is lost with the
/// answer, so it is repeated only where the service provably did nothing.
/// </summary>
internal static class RetryRule
{
    public const int MaxAttempts = 5;

    /// <summary>
    /// A longer order to wait is passed on to the user as an error. The service counts over five minutes, so what it orders is
    /// within that.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(6);

    /// <summary>
    /// The longest pause for a hint on a good answer. The service itself holds a request back for 30 seconds at most:
    /// to wait longer here than there would gain nothing.
    /// </summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    /// <summary>Whether an answer with this status may be asked for again.</summary>
    public static bool MayRepeat(HttpMethod method, HttpStatusCode status) => (int)status switch
    {
        // "The request has been canceled": whatever the method, nothing was done.
        429 => true,
        408 or 502 or 503 or 504 => IsIdempotent(method),
        _ => false,
    };

    /// <summary>Whether a service that answers so may have done what it was asked to.</summary>
    public static bool LeavesOutcomeOpen(HttpStatusCode status) => (int)status is 408 or >= 500;

    /// <summary>Whether a request that got no answer may be sent again.</summary>
    /// <param name="method">The method.</param>
    /// <param name="neverSent">The failure came before a byte of the request could have arrived.</param>
    public static bool MayRepeatUnanswered(HttpMethod method, bool neverSent) => neverSent || IsIdempotent(method);

    /// <summary>
    /// How long to wait: what the service ordered plus a little, else exponential back-off with full jitter, so that
    /// many clients that failed together do not come back together.
    /// </summary>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the service ordered.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan DelayBefore(int attempt, TimeSpan? retryAfter, double random)
    {
        if (retryAfter is { } ordered && ordered > TimeSpan.Zero)
        {
            return ordered + TimeSpan.FromMilliseconds(250 * random);
        }

        double ceiling = FirstDelay.TotalMilliseconds * Math.Pow(2, attempt - 1);
        return TimeSpan.FromMilliseconds(Math.Min(ceiling, LongestDelay.TotalMilliseconds) * random);
    }

    /// <summary>Whether a method only reads, so that it can be given up at any moment.</summary>
    public static bool IsRead(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head;

    private static bool IsIdempotent(HttpMethod method) => IsRead(method) || method == HttpMethod.Put || method == HttpMethod.Delete;
}
