using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.AzureDevOps;

/// <summary>
/// The scopes of personal access tokens that are known, and which of them come with which. The service has no list to ask
/// for and adds scopes now and then, so an unknown name is a reason to warn, not to refuse.
/// </summary>
/// <remarks>Names are compared without regard to case; names that are returned are in lower case.</remarks>
public static class ScopeCatalog
{
    /// <summary>The scope of a token with full access.</summary>
    public const string FullAccess = "app_token";

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ',', ';'];

    private static readonly Dictionary<string, PatScope> ByName = ReadTable();

    /// <summary>All scopes, by area; within an area the smallest first.</summary>
    public static IReadOnlyList<PatScope> All { get; } = [.. ScopeTable.Rows.Select(row => ByName[row.Name])];

    /// <summary>Looks a scope up.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The scope, or null when the name is not known.</returns>
    public static PatScope? Find(string name) => ByName.TryGetValue(name, out PatScope? scope) ? scope : null;

    /// <summary>Reads names from a text, as the service writes them: separated by spaces. Commas and semicolons do as well.</summary>
    /// <param name="text">The text; null is taken as empty.</param>
    /// <returns>The names in lower case, each once, in their order.</returns>
    public static IReadOnlyList<string> Parse(string? text) => Parse([text]);

    /// <summary>Reads names from several texts, each with one name or more.</summary>
    /// <param name="texts">The texts; null among them is taken as empty.</param>
    /// <returns>The names in lower case, each once, in their order.</returns>
    public static IReadOnlyList<string> Parse(IEnumerable<string?> texts)
    {
        List<string> names = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string? text in texts)
        {
            foreach (string part in (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            {
                string name = ToLower(part);
                if (seen.Add(name))
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    /// <summary>Adds the scopes that come with the given ones. Full access stays what it is: it is not the sum of the others.</summary>
    /// <param name="names">Names of scopes, known or not.</param>
    /// <returns>The names, each followed by what comes with it, each once.</returns>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names) =>
        Parse(Parse(names).SelectMany(name => Find(name) is { } scope ? [name, .. scope.Includes] : new[] { name }));

    /// <summary>Leaves out the scopes that come with others of the given ones. The token can do the same with what is left.</summary>
    /// <param name="names">Names of scopes, known or not.</param>
    /// <returns>The names that are needed, each once, in their order.</returns>
    public static IReadOnlyList<string> Minimize(IEnumerable<string> names)
    {
        IReadOnlyList<string> all = Parse(names);
        return [.. all.Where(name => !all.Any(other => Brings(other, name)))];
    }

    /// <summary>Whether a token with these scopes may do what one scope allows.</summary>
    /// <param name="names">Names of the token's scopes, known or not.</param>
    /// <param name="name">The name of the scope that is asked for.</param>
    /// <returns>True when it is among them, comes with one of them, or full access is among them.</returns>
    public static bool Covers(IEnumerable<string> names, string name)
    {
        foreach (string held in names)
        {
            if (IsSame(held, name) || Brings(held, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two sets of scopes allow the same.</summary>
    /// <param name="first">Names of scopes, known or not.</param>
    /// <param name="second">Names of scopes, known or not.</param>
    /// <returns>True when they are equal but for names that come with others.</returns>
    public static bool AreEquivalent(IEnumerable<string> first, IEnumerable<string> second) =>
        new HashSet<string>(Minimize(first), StringComparer.Ordinal).SetEquals(Minimize(second));

    /// <summary>Finds known names that somebody may have meant by an unknown one.</summary>
    /// <param name="unknown">The name that is not known, such as <c>vso.variablegroup</c>.</param>
    /// <returns>Up to three names, the most likely first; of equally likely ones that with the least privilege. Often none.</returns>
    public static IReadOnlyList<string> Suggest(string unknown) => ScopeSuggestion.For(ToLower(unknown.Trim()));

    /// <summary>
    /// Says why a name cannot be a token's scope, for the permissions of Microsoft Entra applications
    /// (<c>vso.pats</c>, <c>vso.pats_manage</c>, <c>user_impersonation</c>) that look like one.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <returns>A sentence or two for the user, or null for any other name.</returns>
    public static string? ExplainEntraOnly(string name) => ToLower(name) switch
    {
        "vso.pats" or "vso.pats_manage" =>
            $"'{ToLower(name)}' is never a scope of a personal access token: it is a permission of Microsoft Entra applications, "
            + "and lets a signed-in user manage tokens. No token can manage tokens. Leave it out.",
        "user_impersonation" =>
            "'user_impersonation' is never a scope of a personal access token: it is a permission of Microsoft Entra applications. "
            + $"Its counterpart, full access, is '{FullAccess}'.",
        _ => null,
    };

    private static bool Brings(string held, string name)
    {
        if (IsSame(held, FullAccess))
        {
            return !IsSame(name, FullAccess) && ExplainEntraOnly(name) is null;
        }

        if (Find(held) is { } scope)
        {
            foreach (string included in scope.Includes)
            {
                if (IsSame(included, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static Dictionary<string, PatScope> ReadTable()
    {
        Dictionary<string, ScopeTable.Row> rows = ScopeTable.Rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
        return ScopeTable.Rows.ToDictionary(
            row => row.Name,
            row => new PatScope(row, [.. Contained(row.Contains)]),
            StringComparer.OrdinalIgnoreCase);

        IEnumerable<string> Contained(string name)
        {
            for (; name.Length > 0; name = rows[name].Contains)
            {
                yield return name;
            }
        }
    }

    private static bool IsSame(string first, string second) => string.Equals(first, second, StringComparison.OrdinalIgnoreCase);

    private static string ToLower(string name) => name.ToLowerInvariant();
}
