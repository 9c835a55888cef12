using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace AdoPat.Http;

/// <summary>
/// How soon the next request of an account to a host may go, and how many at once. The service counts requests by user, so
/// what it says to one of them holds for all of this process. It may be used from many threads.
/// </summary>
internal sealed class RequestPace
{
    // Nobody has more lanes: then there is nothing left to hold back.
    private const int Wide = 64;

    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<(string Account, string Host), RequestPace>> Paces = new();

    private readonly object _gate = new();
    private readonly TimeProvider _clock;

    // By the clock's timestamp: a computer whose time of day is put back does not wait for an hour.
    private long _notBefore;
    private int _underWay;
    private int _limit = int.MaxValue;
    private TaskCompletionSource<bool>? _freed;

    public RequestPace(TimeProvider clock)
    {
        _clock = clock;
        _notBefore = clock.GetTimestamp();
    }

    /// <summary>How long everything waits now, in whole milliseconds, as timers have no others; zero or less for not at all.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromMilliseconds(Math.Ceiling(_clock.GetElapsedTime(_clock.GetTimestamp(), _notBefore).TotalMilliseconds));
            }
        }
    }

    /// <summary>The one that all sessions of the process share.</summary>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="account">Whose requests are counted; empty for none.</param>
    /// <param name="host">The host, and its port.</param>
    public static RequestPace Of(TimeProvider clock, string account, string host) =>
        Paces.GetValue(clock, _ => new()).GetOrAdd((account.ToUpperInvariant(), host), _ => new RequestPace(clock));

    /// <summary>Takes a place for a request, to be given back by <see cref="Leave"/>.</summary>
    /// <param name="freed">When there is none, and no pause either: ends when it is worth another try.</param>
    public bool TryEnter(out Task freed)
    {
        lock (_gate)
        {
            freed = Task.CompletedTask;
            if (_clock.GetElapsedTime(_clock.GetTimestamp(), _notBefore) > TimeSpan.Zero)
            {
                return false;
            }

            if (_underWay < _limit)
            {
                _underWay++;
                return true;
            }

            _freed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            freed = _freed.Task;
            return false;
        }
    }

    /// <summary>Gives the place of a request back.</summary>
    /// <param name="isGood">Whether its answer asked for no wait: then one more request may be under way than before.</param>
    /// <param name="remaining">How many more the service takes, when it says so.</param>
    public void Leave(bool isGood, double? remaining = null)
    {
        TaskCompletionSource<bool>? freed;
        lock (_gate)
        {
            _underWay--;
            if (isGood && _limit != int.MaxValue && !(remaining <= _limit))
            {
                _limit = _limit >= Wide ? int.MaxValue : _limit + 1;
            }

            (freed, _freed) = (_freed, null);
        }

        freed?.TrySetResult(true);
    }

    /// <summary>Lets no more requests be under way at once than the service will take; one at least.</summary>
    public void Narrow(double requests)
    {
        lock (_gate)
        {
            _limit = (int)Math.Min(_limit, Math.Max(1, requests));
        }
    }

    /// <summary>Lets nothing go for a while, and then begins with one at a time. It never shortens a longer pause.</summary>
    public void Pause(TimeSpan time)
    {
        long end = _clock.GetTimestamp() + (long)(time.TotalSeconds * _clock.TimestampFrequency);
        lock (_gate)
        {
            _notBefore = Math.Max(_notBefore, end);
            _limit = 1;
        }
    }
}
