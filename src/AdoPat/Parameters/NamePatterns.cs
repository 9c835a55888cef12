using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace AdoPat.Parameters;

/// <summary>Names with wildcards; remembers which exact ones were never seen, because asking for them was a mistake.</summary>
internal sealed class NamePatterns
{
    private readonly List<(string Text, WildcardPattern Pattern)> _patterns;
    private readonly HashSet<string> _notSeen;

    public NamePatterns(IReadOnlyCollection<string> names)
    {
        _patterns = [.. names.Select(name => (name, PatternOf(name)))];
        _notSeen = [.. names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name))];
    }

    // A bracket that nothing closes is part of a name; PowerShell says so only when the pattern is used.
    private static WildcardPattern PatternOf(string name)
    {
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        try
        {
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return WildcardPattern.Get(WildcardPattern.Escape(name), WildcardOptions.IgnoreCase);
        }
    }

    public IReadOnlyCollection<string> ExactNamesNotSeen => _notSeen;

    public bool Match(string name)
    {
        bool matches = false;
        foreach ((string text, WildcardPattern pattern) in _patterns)
        {
            // A name that holds brackets is found by its own text too.
            if (pattern.IsMatch(name) || text == name)
            {
                matches = true;
                _notSeen.Remove(text);
            }
        }

        return matches;
    }
}
