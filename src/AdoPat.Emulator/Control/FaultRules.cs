using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;
using System.Threading;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Control;

/// <summary>The faults that are to be made.</summary>
internal sealed class FaultRules
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    /// <summary>Adds faults.</summary>
    /// <param name="rules">The faults.</param>
    public void Add(IEnumerable<FaultRule> rules)
    {
        lock (_gate)
        {
            _rules.AddRange(rules);
        }
    }

    /// <summary>The faults there are.</summary>
    /// <returns>In the order in which they were added.</returns>
    public IReadOnlyList<FaultRule> ToList()
    {
        lock (_gate)
        {
            return [.. _rules];
        }
    }

    /// <summary>Forgets all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>Finds the fault that hits a request. Every rule that matches counts it.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The first one, or null.</returns>
    public FaultRule? Next(RequestRecord request)
    {
        lock (_gate)
        {
            FaultRule? hit = null;
            foreach (FaultRule rule in _rules.Where(rule => Matches(rule, request)))
            {
                rule.Matched++;
                bool hits = rule.Matched >= rule.Nth && (rule.Count is not { } count || rule.Matched < rule.Nth + count);
                hit ??= hits ? rule : null;
            }

            return hit;
        }
    }

    private static bool Matches(FaultRule rule, RequestRecord request) =>
        (rule.Method is null || Names.Same(rule.Method, request.Method))
        && (rule.Host is null || Names.Same(rule.Host, request.Host))
        && (rule.Path is null
            || Fits(rule.Path, request.Path)
            || Fits(rule.Path, request.Path + request.Query));

    private static bool Fits(string pattern, string path) => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: true);
}
