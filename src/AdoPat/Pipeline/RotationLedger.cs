using System.Collections.Generic;

namespace AdoPat.Pipeline;

/// <summary>What a cmdlet was rotating when it was cut off. The journal knows how far each has come.</summary>
internal sealed class RotationLedger
{
    private readonly object _gate = new();
    private readonly List<object> _underWay = [];
    private int _done;

    public void Start(object target)
    {
        lock (_gate)
        {
            _underWay.Add(target);
        }
    }

    /// <summary>It came to its end, or to a failure that was reported.</summary>
    public void End(object target, bool isDone)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _done += isDone ? 1 : 0;
        }
    }

    /// <summary>A summary in sentences; null when there is nothing to say.</summary>
    /// <param name="isFailure">False when the next command just wanted no more: then only what is under way is worth a word.</param>
    public string? Summarize(bool isFailure)
    {
        lock (_gate)
        {
            if (_underWay.Count == 0 && (_done == 0 || !isFailure))
            {
                return null;
            }

            string done = _done switch
            {
                0 => "No rotation was finished.",
                1 => "One rotation was finished.",
                _ => $"{_done} rotations were finished.",
            };
            string underWay = _underWay.Count == 0
                ? ""
                : $" Under way: {string.Join(", ", _underWay)}; Resume-AdoPatRotation finishes them, Get-AdoPatRotation shows how they stand.";
            return $"{done}{underWay} What comes after was not touched.";
        }
    }
}
