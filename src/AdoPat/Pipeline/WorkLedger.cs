using System.Collections.Generic;
using System.Globalization;

namespace AdoPat.Pipeline;

/// <summary>
/// What a cmdlet has done so far. When it is cut off, or a sign-in ends in the middle of a thousand tokens, the user
/// is told what was done, what was under way, and that the rest was not touched.
/// </summary>
internal sealed class WorkLedger(string doneVerb)
{
    private readonly object _gate = new();
    private readonly HashSet<string> _underWay = [];
    private int _done;
    private string? _last;

    public void Start(string item)
    {
        lock (_gate)
        {
            _underWay.Add(item);
        }
    }

    /// <summary>The service has confirmed it.</summary>
    public void Done(string item)
    {
        lock (_gate)
        {
            _underWay.Remove(item);
            _done++;
            _last = item;
        }
    }

    /// <summary>The service has refused it, so that nothing was changed.</summary>
    public void Failed(string item)
    {
        lock (_gate)
        {
            _underWay.Remove(item);
        }
    }

    /// <summary>A summary in sentences; null when nothing was begun.</summary>
    public string? Summarize()
    {
        lock (_gate)
        {
            if (_done == 0 && _underWay.Count == 0)
            {
                return null;
            }

            string done = _done == 0
                ? $"Nothing was {doneVerb}."
                : string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}, the last one {3}.", _done, _done == 1 ? "token was" : "tokens were", doneVerb, _last);
            string underWay = _underWay.Count == 0
                ? ""
                : $" Under way, outcome not known: {string.Join(", ", _underWay)}; Get-AdoPat -AuthorizationId tells.";
            return done + underWay + " What comes after was not touched.";
        }
    }
}
