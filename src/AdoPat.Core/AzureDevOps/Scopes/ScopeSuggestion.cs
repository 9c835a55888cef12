using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.AzureDevOps;

/// <summary>
/// "Did you mean": compares names without what is easily left out or added, <c>vso.</c> before and <c>_read</c> behind.
/// </summary>
internal static class ScopeSuggestion
{
    private const int MaxSuggestions = 3;
    private const int MinPrefixLength = 4;

    public static IReadOnlyList<string> For(string unknown)
    {
        string stem = Stem(unknown);
        if (stem.Length == 0 || ScopeCatalog.Find(unknown) is not null || ScopeCatalog.ExplainEntraOnly(unknown) is not null)
        {
            return [];
        }

        int limit = 1 + Math.Min(2, stem.Length / 5);
        return
        [
            .. ScopeCatalog.All
                .Select(scope => (scope.Name, Distance: Distance(stem, Stem(scope.Name), limit)))
                .Where(candidate => candidate.Distance <= limit)
                .OrderBy(candidate => candidate.Distance)
                .Select(candidate => candidate.Name)
                .Take(MaxSuggestions),
        ];
    }

    private static string Stem(string name)
    {
        string stem = name.StartsWith("vso.", StringComparison.Ordinal) ? name.Substring("vso.".Length) : name;
        return stem.EndsWith("_read", StringComparison.Ordinal) ? stem.Remove(stem.Length - "_read".Length) : stem;
    }

    private static int Distance(string typed, string known, int limit)
    {
        if (typed.Length >= MinPrefixLength && known.StartsWith(typed, StringComparison.Ordinal))
        {
            return Math.Min(1, known.Length - typed.Length);
        }

        // The difference in length is the least distance; nobody waits for the table of a name that is a page long.
        return Math.Abs(typed.Length - known.Length) > limit ? int.MaxValue : EditDistance(typed, known);
    }

    /// <summary>How many characters to insert, remove, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int EditDistance(string first, string second)
    {
        int[,] costs = new int[first.Length + 1, second.Length + 1];
        for (int i = 0; i <= first.Length; i++)
        {
            for (int j = 0; j <= second.Length; j++)
            {
                costs[i, j] = Math.Min(i, j) == 0 ? Math.Max(i, j) : Cheapest(i, j);
            }
        }

        return costs[first.Length, second.Length];

        int Cheapest(int i, int j)
        {
            int replace = costs[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
            int cost = Math.Min(replace, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
            bool isSwap = i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1];
            return isSwap ? Math.Min(cost, costs[i - 2, j - 2] + 1) : cost;
        }
    }
}
