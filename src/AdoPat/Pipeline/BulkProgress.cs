using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace AdoPat.Pipeline;

/// <summary>One progress bar for many items: how many are done, how fast, and what is waited for. It may be used from many threads.</summary>
/// <param name="pipeline">Takes the updates, a few a second.</param>
/// <param name="activity">What is done.</param>
/// <param name="total">How many items there are; null when more may come.</param>
internal sealed class BulkProgress(IPipelineWriter pipeline, string activity, int? total = null) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    // Where nobody knows how many come, often only one does: then there is no bar at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly object _gate = new();
    private TimeSpan _shown = total is null ? Patience - Pause : -Pause;
    private TimeSpan _waitEnd;
    private int _done;
    private int _failed;
    private int _collected;
    private int? _total = total;
    private bool _isShown;

    /// <summary>An item has ended.</summary>
    public void Count(bool isDone) => Count(isDone ? 1 : 0, isDone ? 0 : 1);

    /// <summary>Some items have ended.</summary>
    public void Count(int done, int failed)
    {
        lock (_gate)
        {
            _done += done;
            _failed += failed;
            Update();
        }
    }

    /// <summary>An item has come in, and waits for others to be worked on with.</summary>
    public void Collect()
    {
        lock (_gate)
        {
            _collected++;
            Update();
        }
    }

    /// <summary>No more items come: if all were collected, it is known now how many there are.</summary>
    public void EndCollection()
    {
        lock (_gate)
        {
            _total ??= _collected > 0 ? _collected : null;
            Update();
        }
    }

    /// <summary>A request waits, for the service to take it.</summary>
    public void Waiting(TimeSpan delay)
    {
        lock (_gate)
        {
            TimeSpan end = _elapsed.Elapsed + delay;
            _waitEnd = end > _waitEnd ? end : _waitEnd;
            Update();
        }
    }

    public void Dispose()
    {
        if (_isShown)
        {
            Show(ProgressRecordType.Completed);
        }
    }

    private void Update()
    {
        if (_elapsed.Elapsed - _shown >= Pause)
        {
            _shown = _elapsed.Elapsed;
            _isShown = true;
            Show(ProgressRecordType.Processing);
        }
    }

    private void Show(ProgressRecordType type)
    {
        int ended = _done + _failed;
        double seconds = _elapsed.Elapsed.TotalSeconds;
        string status = string.Format(CultureInfo.InvariantCulture, "{0} done, {1} failed", _done, _failed)
            + (_total, _collected) switch
            {
                ({ } count, _) => string.Format(CultureInfo.InvariantCulture, ", of {0}", count),
                (_, > 0) => string.Format(CultureInfo.InvariantCulture, ", of {0} so far", _collected),
                _ => "",
            }
            + string.Format(CultureInfo.InvariantCulture, "; {0:0.#} a second", ended / seconds);
        TimeSpan wait = _waitEnd - _elapsed.Elapsed;
        if (wait > TimeSpan.Zero)
        {
            status += string.Format(CultureInfo.InvariantCulture, "; throttled by the service, {0:0} s to wait", Math.Ceiling(wait.TotalSeconds));
        }

        pipeline.Progress(new ProgressRecord(0, activity, status)
        {
            PercentComplete = _total is { } all ? (all == 0 ? 100 : 100 * ended / all) : -1,
            SecondsRemaining = _total is { } items && ended > 0 ? (int)(seconds / ended * (items - ended)) : -1,
            RecordType = type,
        });
    }
}
