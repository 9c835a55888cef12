using System;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class UnusedNameRule(Predicate<string> isUnused, FindingSeverity severity) : TokenRule(RuleNames.UnusedName, severity)
{
    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now) =>
        isUnused(token.Name) ? ("Its name says that it is no longer used.", Remedies.Revoke(token)) : null;
}
