using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>
/// What a cmdlet has done so far. When it is cut off, or a sign-in ends in the middle of a thousand tokens, the user
/// is told what was done, what was under way, and that the rest was not touched.
/// </summary>
internal sealed class WorkLedger(string doneVerb)
{
    private readonly object _gate = new();
    private readonly List<PatTarget> _underWay = [];
    private readonly List<PatTarget> _done = [];

    public void Start(PatTarget target)
    {
        lock (_gate)
        {
            _underWay.Add(target);
        }
    }

    /// <summary>The service has confirmed it.</summary>
    public void Done(PatTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _done.Add(target);
        }
    }

    /// <summary>The service has refused it, so that nothing was changed.</summary>
    public void Failed(PatTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
        }
    }

    /// <summary>The ids, for a script that goes on from there.</summary>
    public PipelineOutcome Outcome()
    {
        lock (_gate)
        {
            return new PipelineOutcome
            {
                Done = [.. _done.Select(target => target.AuthorizationId)],
                Unknown = [.. _underWay.Select(target => target.AuthorizationId)],
            };
        }
    }

    /// <summary>A summary in sentences; null when nothing was begun.</summary>
    public string? Summarize()
    {
        lock (_gate)
        {
            if (_done.Count == 0 && _underWay.Count == 0)
            {
                return null;
            }

            string done = _done.Count switch
            {
                0 => $"No token was {doneVerb}.",
                1 => $"One token was {doneVerb}: {_done[0]}.",
                { } count => $"{count} tokens were {doneVerb}, the last one {_done[count - 1]}.",
            };
            string underWay = _underWay.Count == 0
                ? ""
                : $" Under way, outcome not known: {string.Join(", ", _underWay)}; Get-AdoPat -AuthorizationId tells.";
            return done + underWay + " What comes after was not touched.";
        }
    }
}
