using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Reports;

/// <summary>What a report is as JSON. Programs read it: names are added, never changed.</summary>
internal sealed record ReportDocument(
    string Title, DateTimeOffset Created, TokenCounts Counts, IEnumerable<ReportDocument.TokenItem> Tokens, IEnumerable<ReportDocument.FindingItem> Findings)
{
    internal sealed record TokenItem(
        string Name, string Organization, string? Owner, string? OwnerName, PatState State, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, DateTimeOffset Ends, int? DaysLeft,
        IReadOnlyList<string> Scope, bool IsGlobal, bool IsSshKey, IReadOnlyList<Guid> TargetAccounts, Guid AuthorizationId);

    internal sealed record FindingItem(
        Guid AuthorizationId, string Organization, string Name, FindingSeverity Severity, string Rule, string Message, string Remedy);
}
