using System;
using System.Globalization;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class GlobalRule(FindingSeverity severity) : TokenRule(RuleNames.NoGlobal, severity)
{
    private protected override bool IsForSshKeys => false;

    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now) =>
        token.IsGlobal
            ? ($"It is for all organizations, and ends on {PatLifetime.EndOf(token).ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.", Remedies.Replace(token))
            : null;
}
