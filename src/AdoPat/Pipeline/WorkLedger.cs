using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Pipeline;

/// <summary>
/// What a cmdlet has done so far. When it is cut off, or a sign-in ends in the middle of a thousand tokens, the user
/// is told what was done, what was under way, and that the rest was not touched. Items are begun in the order in which they
/// came, so that the last one that was begun tells the rest from the others.
/// </summary>
/// <typeparam name="TTarget">What is worked on; its text is for messages.</typeparam>
/// <param name="noun">What is counted, such as <c>token</c>.</param>
/// <param name="doneVerb">What was done with it, such as <c>revoked</c>.</param>
internal abstract class WorkLedger<TTarget>(string noun, string doneVerb) : IWorkSummary
    where TTarget : class
{
    // As many as can be under way one by one. Hundreds are only in the target object of the error.
    protected const int MostNamed = 64;

    private readonly object _gate = new();
    private readonly List<TTarget> _underWay = [];
    private readonly List<TTarget> _unsent = [];
    private TTarget? _last;
    private readonly List<TTarget> _refused = [];
    private int _done;
    private int _failed;

    public void Start(TTarget target)
    {
        lock (_gate)
        {
            _underWay.Add(target);
            _last = target;
        }
    }

    /// <summary>The service has confirmed it.</summary>
    public void Done(TTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _done++;
            NoteDone(target);
        }
    }

    /// <summary>The service has refused it, so that nothing was changed.</summary>
    public void Failed(TTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _refused.Add(target);
        }
    }

    /// <summary>An error of its own was shown for it.</summary>
    public void Shown(TTarget target)
    {
        lock (_gate)
        {
            _failed += _refused.Remove(target) ? 1 : 0;
        }
    }

    /// <summary>It was begun, and given up before the service could change anything.</summary>
    public void Unsent(TTarget target)
    {
        lock (_gate)
        {
            _underWay.Remove(target);
            _unsent.Add(target);
        }
    }

    /// <inheritdoc/>
    public object Outcome()
    {
        lock (_gate)
        {
            return OutcomeOf(_underWay, [.. NotDone]);
        }
    }

    /// <inheritdoc/>
    public string? Summarize()
    {
        lock (_gate)
        {
            List<TTarget> notDone = [.. NotDone];
            if (_done == 0 && _underWay.Count == 0 && notDone.Count == 0)
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

    /// <summary>Remembers what was done, as far as <see cref="OutcomeOf"/> needs it.</summary>
    protected abstract void NoteDone(TTarget target);

    /// <summary>What was done, and these, for a script that goes on from there.</summary>
    protected abstract object OutcomeOf(IReadOnlyList<TTarget> unknown, IReadOnlyList<TTarget> notDone);

    /// <summary>How to find out what has become of these, as half a sentence.</summary>
    protected abstract string WaysToTell(IReadOnlyList<TTarget> targets);

    // Refused ones whose errors were shown are no news.
    private IEnumerable<TTarget> NotDone => _unsent.Concat(_refused);

    private static string Name(List<TTarget> targets) =>
        string.Join(", ", targets.Take(MostNamed)) + (targets.Count > MostNamed ? $" and {targets.Count - MostNamed} more" : "");

    private string DescribeDone(int named)
    {
        if (_done == 0)
        {
            return $"No {noun} was {doneVerb}.";
        }

        string others = (_failed, named) switch
        {
            (0, 0) => "",
            (0, _) => ", but for those named here",
            (_, 0) => ", but for those with an error",
            _ => ", but for those with an error and those named here",
        };
        return $"{_done} {noun}{(_done == 1 ? " was" : "s were")} {doneVerb}: all up to {_last}{others}.";
    }
}
