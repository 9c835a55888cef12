using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class RequiredNameRule(IReadOnlyList<string> patterns, Predicate<string> isRight, FindingSeverity severity) : TokenRule(RuleNames.RequiredName, severity)
{
    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now) =>
        isRight(token.Name) ? null : ($"Its name is not one of {string.Join(", ", patterns)}.", Remedies.Rename(token));
}
