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
        _patterns = [.. names.Select(name => (name, WildcardPattern.Get(name, WildcardOptions.IgnoreCase)))];
        _notSeen = [.. names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name))];
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
