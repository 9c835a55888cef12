using System;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>How much of its budget a caller has used.</summary>
/// <param name="Delay">How long the answer waits.</param>
/// <param name="IsBlocked">The answer is 429.</param>
internal sealed record Load(TimeSpan Delay, bool IsBlocked)
{
    public static readonly Load None = new(TimeSpan.Zero, false);

    /// <summary>Units in a window.</summary>
    public int Limit { get; init; }

    /// <summary>Units left.</summary>
    public int Remaining { get; init; }

    /// <summary>When the caller is below its budget again, UTC.</summary>
    public DateTime Reset { get; init; }

    /// <summary>How long a considerate client waits; zero for not at all.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Writes the headers on rate limits. Whole seconds are rounded up: who waits so long is served.</summary>
    /// <param name="response">The answer.</param>
    public void WriteHeaders(HttpResponse response)
    {
        if (Limit == 0)
        {
            return;
        }

        IHeaderDictionary headers = response.Headers;
        headers["X-RateLimit-Resource"] = "Emulator/User";
        headers["X-RateLimit-Limit"] = Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = Math.Ceiling((Reset - DateTime.UnixEpoch).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (Delay > TimeSpan.Zero)
        {
            headers["X-RateLimit-Delay"] = Delay.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        }

        if (RetryAfter > TimeSpan.Zero)
        {
            headers.RetryAfter = Math.Ceiling(RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }
}
