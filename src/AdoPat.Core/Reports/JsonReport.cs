using System.Linq;
using System.Text.Json;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Reports;

/// <summary>The report for programs. Its texts are as the service has them, but for what looks like a secret.</summary>
internal static class JsonReport
{
    public static byte[] Write(PatReport report)
    {
        ReportDocument document = new(
            report.Title, report.Created, TokenCounts.Of(report.Tokens), report.Tokens.Select(Item), report.Findings.Select(pair => Item(pair.Finding.Finding)));
        return JsonSerializer.SerializeToUtf8Bytes(document, ReportJson.Default.ReportDocument);
    }

    private static ReportDocument.TokenItem Item(ReportedToken row) => new(
        Redaction.Redact(row.Token.Name), Redaction.Redact(row.Token.Organization), RedactOrNull(row.Token.Owner?.ToString()), RedactOrNull(row.Token.Owner?.DisplayName),
        row.State, row.Token.ValidFrom, row.Token.ValidTo, row.End, row.DaysLeft,
        [.. row.Token.Scope.Select(scope => Redaction.Redact(scope))], row.Token.IsGlobal, row.Token.IsSshKey, row.Token.TargetAccounts, row.Token.AuthorizationId);

    private static ReportDocument.FindingItem Item(AdoPatFinding finding) => new(
        finding.Token.AuthorizationId, Redaction.Redact(finding.Token.Organization), Redaction.Redact(finding.Token.Name),
        finding.Severity, Redaction.Redact(finding.Rule), Redaction.Redact(finding.Message), Redaction.Redact(finding.Remedy));

    private static string? RedactOrNull(string? text) => text is null ? null : Redaction.Redact(text);
}
