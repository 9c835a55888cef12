using System;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class GlobalRule(FindingSeverity severity) : TokenRule(RuleNames.NoGlobal, severity)
{
    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now) =>
        token.IsGlobal ? ("It is for all organizations, and ends on 2026-12-01.", Remedies.Replace(token)) : null;
}
