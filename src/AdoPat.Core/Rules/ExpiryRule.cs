using System;
using System.Globalization;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class ExpiryRule(TimeSpan within, FindingSeverity severity) : TokenRule(RuleNames.ExpiringWithin, severity)
{
    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now)
    {
        DateTimeOffset end = PatLifetime.EndOf(token);
        return end - now > within
            ? null
            : ($"It ends at {end.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}, within the next {PatLifetime.Show(within)}.", Remedies.Replace(token));
    }
}
