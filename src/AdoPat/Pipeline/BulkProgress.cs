using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace AdoPat.Pipeline;

/// <summary>One progress bar for many items, with the time left; a few updates a second.</summary>
internal sealed class BulkProgress(IPipelineWriter pipeline, string activity, int total) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly object _gate = new();
    private TimeSpan _shown = -Pause;
    private int _done;
    private int _failed;

    public void Count(bool isDone)
    {
        lock (_gate)
        {
            _done += isDone ? 1 : 0;
            _failed += isDone ? 0 : 1;
            if (_elapsed.Elapsed - _shown >= Pause)
            {
                _shown = _elapsed.Elapsed;
                Show(ProgressRecordType.Processing);
            }
        }
    }

    public void Dispose()
    {
        if (_shown >= TimeSpan.Zero)
        {
            Show(ProgressRecordType.Completed);
        }
    }

    private void Show(ProgressRecordType type)
    {
        int ended = _done + _failed;
        pipeline.Progress(new ProgressRecord(0, activity, string.Format(CultureInfo.InvariantCulture, "{0} done, {1} failed, of {2}", _done, _failed, total))
        {
            PercentComplete = total == 0 ? 100 : 100 * ended / total,
            SecondsRemaining = ended == 0 ? -1 : (int)(_elapsed.Elapsed.TotalSeconds / ended * (total - ended)),
            RecordType = type,
        });
    }
}
