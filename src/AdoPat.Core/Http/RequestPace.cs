using System;

namespace AdoPat.Http;

/// <summary>
/// How soon the next request of a session may go. The service counts requests by user, so what it says to one of them
/// holds for all. It may be used from many threads.
/// </summary>
internal sealed class RequestPace(TimeProvider clock)
{
    private readonly object _gate = new();

    // By the clock's timestamp: a computer whose time of day is put back does not wait for an hour.
    private long _notBefore = clock.GetTimestamp();

    /// <summary>How long to wait now; zero or less for not at all.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_gate)
            {
                return clock.GetElapsedTime(clock.GetTimestamp(), _notBefore);
            }
        }
    }

    /// <summary>Lets nothing go for a while; it never shortens a longer pause.</summary>
    public void Pause(TimeSpan time)
    {
        long end = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        lock (_gate)
        {
            _notBefore = Math.Max(_notBefore, end);
        }
    }
}
