using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Reports;

/// <summary>A token as a report shows it: at the time of the report, with what was found about it.</summary>
internal sealed class ReportedToken(PersonalAccessToken token, IReadOnlyList<ReportedFinding> findings, DateTimeOffset now)
{
    public PersonalAccessToken Token => token;

    /// <summary>The worst first.</summary>
    public IReadOnlyList<ReportedFinding> Findings => findings;

    public string Name { get; } = ReportText.Clean(token.Name) is { Length: > 0 } name ? name : "(no name)";

    public string Organization { get; } = ReportText.Clean(token.Organization);

    /// <summary>Whose it is; empty when it was listed as one of the signed-in user's own.</summary>
    public string Owner { get; } = ReportText.Clean(token.Owner?.ToString());

    public string Scope { get; } = ReportText.Clean(string.Join(" ", token.Scope));

    /// <summary>When it stops working by itself.</summary>
    public DateTimeOffset End { get; } = PatLifetime.EndOf(token).ToUniversalTime();

    /// <summary>What it is now, which it may not have been yet when it was listed.</summary>
    public PatState State => token.State == PatState.Active && End <= now ? PatState.Expired : token.State;

    public bool IsActive => State == PatState.Active;

    /// <summary>Full days until the end; null when it is not active.</summary>
    public int? DaysLeft => IsActive ? (int)(End - now).TotalDays : null;

    public bool HasFullAccess => token.Scope.Contains(ScopeCatalog.FullAccess, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same for all rows of one token: a global one is listed by each organization.</summary>
    public object Identity => token.AuthorizationId == Guid.Empty ? this : token.AuthorizationId;

    public bool EndsWithin(int days) => IsActive && End <= now.AddDays(days);

    /// <summary>A time for people.</summary>
    public static string Show(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time for programs.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
