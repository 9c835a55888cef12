using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rules;

/// <summary>Makes rules of what a user has set.</summary>
public static class TokenRules
{
    /// <summary>Makes the rules.</summary>
    /// <param name="settings">Which ones.</param>
    /// <param name="matcher">Makes of patterns whether a name matches one of them: what a wildcard is, the caller knows.</param>
    /// <returns>The rules, always in the same order.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: there is none.</exception>
    public static IReadOnlyList<TokenRule> From(TokenRuleSettings settings, Func<IReadOnlyList<string>, Predicate<string>> matcher)
    {
        List<TokenRule> rules = [.. Make(settings, matcher)];
        return rules.Count > 0
            ? rules
            : throw new AdoPatException(
                ErrorIds.InvalidArgument,
                "There is no rule to hold tokens against. Give a rules file with -RulesFile, or at least one rule, such as -MaximumLifetime 90d or -NoFullAccess.");
    }

    private static IEnumerable<TokenRule> Make(TokenRuleSettings settings, Func<IReadOnlyList<string>, Predicate<string>> matcher)
    {
        FindingSeverity Of(string rule, FindingSeverity usual) => settings.Severity.TryGetValue(rule, out FindingSeverity set) ? set : usual;

        if (settings.NoFullAccess)
        {
            yield return new FullAccessRule(Of(RuleNames.NoFullAccess, FindingSeverity.Error));
        }

        if (settings.NoGlobal)
        {
            yield return new GlobalRule(Of(RuleNames.NoGlobal, FindingSeverity.Error));
        }

        if (settings.ForbiddenScope.Count > 0)
        {
            yield return new ForbiddenScopeRule(settings.ForbiddenScope, Of(RuleNames.ForbiddenScope, FindingSeverity.Error));
        }

        if (settings.AllowedScope.Count > 0)
        {
            yield return new AllowedScopeRule(settings.AllowedScope, Of(RuleNames.AllowedScope, FindingSeverity.Error));
        }

        if (settings.MaximumLifetime is { } longest)
        {
            yield return new LifetimeRule(longest, Of(RuleNames.MaximumLifetime, FindingSeverity.Error));
        }

        if (settings.ExpiringWithin is { } within)
        {
            yield return new ExpiryRule(within, Of(RuleNames.ExpiringWithin, FindingSeverity.Warning));
        }

        if (settings.RequiredName.Count > 0)
        {
            yield return new RequiredNameRule(settings.RequiredName, matcher(settings.RequiredName), Of(RuleNames.RequiredName, FindingSeverity.Warning));
        }

        if (settings.UnusedName.Count > 0)
        {
            yield return new UnusedNameRule(matcher(settings.UnusedName), Of(RuleNames.UnusedName, FindingSeverity.Warning));
        }
    }
}
