using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class ForbiddenScopeRule(IReadOnlyList<string> forbidden, FindingSeverity severity) : TokenRule(RuleNames.ForbiddenScope, severity)
{
    private protected override bool IsForSshKeys => false;

    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now)
    {
        string[] broken = [.. forbidden.Where(scope => ScopeCatalog.Covers(token.Scope, scope))];
        return broken.Length == 0
            ? null
            : ($"It may do what {string.Join(", ", broken)} allows, {Source(token, broken)}.", Remedies.Narrow(token, scope => !broken.Any(name => ScopeCatalog.Covers([scope], name))));
    }

    // With the wider scope that brings it, which is the one to be seen in the list.
    private static string Source(PersonalAccessToken token, string[] broken) =>
        "by " + string.Join(", ", token.Scope.Where(scope => broken.Any(name => ScopeCatalog.Covers([scope], name))));
}
