using System;
using System.Collections.Generic;
using System.Threading;
using AdoPat.Http;

namespace AdoPat.Core.Tests.Support;

/// <summary>
/// A clock without waiting: a timer runs out at once, and the time moves on by its length. Time limits, and all timers
/// when <see cref="HoldsAll"/>, run out only when <see cref="Advance"/> reaches their end.
/// </summary>
internal sealed class TestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TestTimer> _held = [];
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public bool HoldsAll { get; set; }

    /// <summary>How far the time of day was put ahead; timers and timestamps do not care.</summary>
    public TimeSpan PutAhead { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(GetTimestamp(), TimeSpan.Zero) + PutAhead;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.UtcTicks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        TestTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        List<TestTimer> due;
        lock (_gate)
        {
            _now += time;
            due = _held.FindAll(timer => timer.End <= _now);
            _held.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Callback());
    }

    private void Start(TestTimer timer, TimeSpan length)
    {
        lock (_gate)
        {
            _held.Remove(timer);
            if (length == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (HoldsAll || length == RetryHandler.AttemptTimeout || length == RetryHandler.Grace)
            {
                timer.End = _now + length;
                _held.Add(timer);
                return;
            }

            _now += length;
        }

        ThreadPool.QueueUserWorkItem(_ => timer.Callback());
    }

    private void Stop(TestTimer timer)
    {
        lock (_gate)
        {
            _held.Remove(timer);
        }
    }

    private sealed class TestTimer(TestClock clock, Action callback) : ITimer
    {
        public Action Callback => callback;

        public DateTimeOffset End { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Start(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Stop(this);

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
