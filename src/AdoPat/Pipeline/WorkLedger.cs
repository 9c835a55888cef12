using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>
/// What a cmdlet has done so far. When it is cut off, or a sign-in ends in the middle of a thousand tokens, the user
/// is told what was done, what was under way, and that the rest was not touched. Items are begun in the order in which they
/// came, so that the last one that was begun tells the rest from the others.
/// </summary>
internal sealed class WorkLedger(string doneVerb)
{
    // As many as can be under way one by one. Hundreds are only in the target object of the error.
    private const int MostNamed = 64;

    private readonly object _gate = new();
    private readonly List<PatTarget> _underWay = [];
    private readonly List<PatTarget> _unsent = [];
    private readonly List<Guid> _done = [];
    private PatTarget? _last;
    private readonly List<PatTarget> _refused = [];
    private int _failed;

    public void Start(PatTarget target)
    {
        lock (_gate)
        {
            _underWay.Add(target);
            _last = target;
        }
    }

    /// <summary>The service has confirmed it.</summary>
    public void Done(PatTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _done.Add(target.AuthorizationId);
        }
    }

    /// <summary>The service has refused it, so that nothing was changed.</summary>
    public void Failed(PatTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _refused.Add(target);
        }
    }

    /// <summary>An error of its own was shown for it.</summary>
    public void Shown(PatTarget target)
    {
        lock (_gate)
        {
            _failed += _refused.Remove(target) ? 1 : 0;
        }
    }

    /// <summary>It was begun, and given up before the service could change anything.</summary>
    public void Unsent(PatTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _unsent.Add(target);
        }
    }

    /// <summary>The ids and tokens, for a script that goes on from there.</summary>
    public PipelineOutcome Outcome()
    {
        lock (_gate)
        {
            return new PipelineOutcome
            {
                Done = [.. _done],
                Unknown = [.. _underWay.Select(target => target.AsToken())],
                NotDone = [.. NotDone.Select(target => target.AsToken())],
            };
        }
    }

    /// <summary>A summary in sentences; null when nothing was begun.</summary>
    public string? Summarize()
    {
        lock (_gate)
        {
            List<PatTarget> notDone = [.. NotDone];
            if (_done.Count == 0 && _underWay.Count == 0 && notDone.Count == 0)
            {
                return null;
            }

            string underWay = _underWay.Count == 0
                ? ""
                : $" Under way, outcome not known: {Name(_underWay)}; {WaysToTell(_underWay)}.";
            string others = notDone.Count == 0 ? "" : $" Begun, but not {doneVerb}: {Name(notDone)}.";
            return DescribeDone(_underWay.Count + notDone.Count) + underWay + others + $" What comes after {_last} was not touched.";
        }
    }

    // Refused ones whose errors were shown are no news.
    private IEnumerable<PatTarget> NotDone => _unsent.Concat(_refused);

    private static string Name(List<PatTarget> targets) =>
        string.Join(", ", targets.Take(MostNamed)) + (targets.Count > MostNamed ? $" and {targets.Count - MostNamed} more" : "");

    // The own list knows nothing of the tokens of others: there they would seem to be revoked.
    private static string WaysToTell(List<PatTarget> targets)
    {
        IEnumerable<string> ofOthers = targets
            .Where(target => target.Token is { Owner: not null })
            .GroupBy(target => target.Organization, StringComparer.OrdinalIgnoreCase)
            .Select(OfOthers);
        IEnumerable<string> own = targets.Any(target => target.Token is not { Owner: not null }) ? ["Get-AdoPat -AuthorizationId tells"] : [];
        return string.Join("; ", own.Concat(ofOthers));
    }

    private static string OfOthers(IGrouping<string, PatTarget> targets)
    {
        List<string> owners = [.. targets.Select(target => target.Token!.Owner!.Descriptor).Distinct()];
        string keys = targets.Any(target => target.Token!.IsSshKey) ? " -IncludeSshKeys" : "";
        string rest = owners.Count > MostNamed ? $", and so on for {owners.Count - MostNamed} more users" : "";
        return $"Get-AdoPat -Organization {targets.Key} -State All{keys} -User {string.Join(", ", owners.Take(MostNamed))} tells what is active{rest}";
    }

    private string DescribeDone(int named)
    {
        if (_done.Count == 0)
        {
            return $"No token was {doneVerb}.";
        }

        string others = (_failed, named) switch
        {
            (0, 0) => "",
            (0, _) => ", but for those named here",
            (_, 0) => ", but for those with an error",
            _ => ", but for those with an error and those named here",
        };
        return $"{_done.Count} {(_done.Count == 1 ? "token was" : "tokens were")} {doneVerb}: all up to {_last}{others}.";
    }
}
