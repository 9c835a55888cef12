using System;
using System.Globalization;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

internal sealed class LifetimeRule(TimeSpan longest, FindingSeverity severity) : TokenRule(RuleNames.MaximumLifetime, severity)
{
    // The end is computed by the client's clock, the creation is noted by the service's.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    private protected override (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now)
    {
        TimeSpan life = token.ValidTo - token.ValidFrom;
        if (life <= longest || life - longest <= ClockDifference)
        {
            return null;
        }

        DateTimeOffset latest = token.ValidFrom + longest;
        string most = PatLifetime.Show(longest);
        string message = $"It lives for {Show(life)}; {most} are allowed.";

        // The service neither makes nor renews global tokens any more.
        return (message, latest > now && !token.IsGlobal ? Remedies.End(token, latest) : Remedies.Replace(token, $"-ValidFor {most}"));
    }

    // Rounded up, so that it is never shown as no longer than what is allowed.
    private static string Show(TimeSpan life) => life.TotalDays >= 2 ? Show(life.TotalDays, "days") : Show(life.TotalHours, "hours");

    private static string Show(double count, string unit) => string.Format(CultureInfo.InvariantCulture, "{0:0.##} {1}", Math.Ceiling(count * 100) / 100, unit);
}
