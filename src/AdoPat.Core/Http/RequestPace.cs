using System;
using System.Threading;

namespace AdoPat.Http;

/// <summary>
/// How soon the next request of a session may go. The service counts requests by user, so what it says to one of them
/// holds for all. It may be used from many threads.
/// </summary>
internal sealed class RequestPace(TimeProvider clock)
{
    // By the clock's timestamp: a computer whose time of day is put back does not wait for an hour.
    private long _notBefore = clock.GetTimestamp();

    /// <summary>How long to wait now; zero or less for not at all.</summary>
    public TimeSpan Remaining => clock.GetElapsedTime(clock.GetTimestamp(), Interlocked.Read(ref _notBefore));

    /// <summary>Lets nothing go for a while.</summary>
    public void Pause(TimeSpan time) =>
        Interlocked.Exchange(ref _notBefore, clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency));
}
