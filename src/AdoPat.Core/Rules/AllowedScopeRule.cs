using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class AllowedScopeRule(IReadOnlyList<string> allowed, FindingSeverity severity) : TokenRule(RuleNames.AllowedScope, severity)
{
    private protected override bool IsForSshKeys => false;

    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now)
    {
        if (token.Scope.Count == 0)
        {
            return ("The service does not say what it may do.", Remedies.Narrow(token, scope => ScopeCatalog.Covers(allowed, scope)));
        }

        string[] broken = [.. token.Scope.Where(scope => !ScopeCatalog.Covers(allowed, scope))];
        return broken.Length == 0
            ? null
            : ($"It has {string.Join(", ", broken)}, which is more than what is allowed.", Remedies.Narrow(token, scope => ScopeCatalog.Covers(allowed, scope)));
    }
}
