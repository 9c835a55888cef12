using System;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class FullAccessRule(FindingSeverity severity) : TokenRule(RuleNames.NoFullAccess, severity)
{
    private protected override bool IsForSshKeys => false;

    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now) =>
        token.Scope.Contains(ScopeCatalog.FullAccess, StringComparer.OrdinalIgnoreCase)
            ? ("It has full access: it can do all that its owner can.", Remedies.Narrow(token, _ => false))
            : null;
}
