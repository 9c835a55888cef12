using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using AdoPat.Http;

namespace AdoPat.Pipeline;

/// <summary>Shows requests with <c>-Verbose</c>, and long waits to everybody.</summary>
internal sealed class RequestLog(IPipelineWriter pipeline) : IRequestObserver
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(5);

    /// <summary>Where it writes: to the work that is under way.</summary>
    public IPipelineWriter Pipeline { get; set; } = pipeline;

    public void Answered(HttpMethod method, Uri uri, HttpStatusCode status, TimeSpan elapsed)
    {
        if (Pipeline.IsVerbose)
        {
            Pipeline.Verbose(string.Format(CultureInfo.InvariantCulture, "{0} {1}: {2} in {3:0} ms", method, uri, (int)status, elapsed.TotalMilliseconds));
        }
    }

    public void Waiting(string reason, TimeSpan delay)
    {
        string text = string.Format(CultureInfo.InvariantCulture, "{0} Waiting {1:0.0} s.", reason, delay.TotalSeconds);
        if (delay >= LongWait)
        {
            Pipeline.Warning(text);
        }
        else
        {
            Pipeline.Verbose(text);
        }
    }
}
