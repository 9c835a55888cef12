using System;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http;
using AdoPat.Http;

namespace AdoPat.Pipeline;

/// <summary>Shows requests with <c>-Verbose</c>, and long waits to everybody.</summary>
/// <param name="pipeline">Where it writes.</param>
/// <param name="progress">Shows waits too; null for none.</param>
internal sealed class RequestLog(IPipelineWriter pipeline, BulkProgress? progress = null) : IRequestObserver
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private TimeSpan _saidUntil;

    public void Answered(HttpMethod method, Uri uri, HttpStatusCode status, TimeSpan elapsed)
    {
        if (pipeline.IsVerbose)
        {
            pipeline.Verbose(string.Format(CultureInfo.InvariantCulture, "{0} {1}: {2} in {3:0} ms", method, uri, (int)status, elapsed.TotalMilliseconds));
        }
    }

    public void Waiting(string reason, TimeSpan delay)
    {
        progress?.Waiting(delay);
        string text = string.Format(CultureInfo.InvariantCulture, "{0} Waiting {1:0.0} s.", reason, delay.TotalSeconds);
        if (delay >= LongWait && IsNews(delay))
        {
            pipeline.Warning(text);
        }
        else
        {
            pipeline.Verbose(text);
        }
    }

    // Requests that wait together say so once.
    private bool IsNews(TimeSpan delay)
    {
        lock (_gate)
        {
            TimeSpan end = _elapsed.Elapsed + delay;
            if (end - _saidUntil < LongWait)
            {
                return false;
            }

            _saidUntil = end;
            return true;
        }
    }
}
