using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AdoPat.Reports;

/// <summary>The report as Markdown with tables, as GitHub and the wikis of Azure DevOps show them.</summary>
internal static class MarkdownReport
{
    private static readonly string[] CountHeads = ["Tokens", "Active", "End within 7 days", "End within 30 days", "Expired", "Revoked", "Global", "Full access", "Findings"];

    public static byte[] Write(PatReport report)
    {
        StringBuilder text = new();
        text.Append("# ").Append(MarkdownText.Of(report.Title)).Append("\n\n");
        text.Append("Made ").Append(ReportedToken.Show(report.Created)).Append(" by AdoPat. All times are UTC.\n\n");
        text.Append(MarkdownText.Of(report.Coverage)).Append('\n');
        AppendTable(text, "Counts", CountHeads, [Counts(TokenCounts.Of(report.Tokens))]);
        AppendTable(text, "Findings", ["Severity", "Token", "Owner", "Organization", "Rule", "What", "What to run"], report.Findings.Select(pair => new[]
        {
            $"{pair.Finding.Severity}", pair.Token.Name, pair.Token.Owner, pair.Token.Organization, pair.Finding.Rule, pair.Finding.Message, pair.Finding.Remedy,
        }));
        AppendTable(text, "Tokens", ["Name", "Owner", "Organization", "State", "Ends", "Days left", "Scope", "Id"], report.Tokens.Select(Cells));
        AppendTable(text, "By organization", ["Organization", .. CountHeads], report.ByOrganization.Select(Cells));
        AppendTable(text, "By owner", ["Owner", .. CountHeads], report.HasOwners ? report.ByOwner.Select(Cells) : []);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AppendTable(StringBuilder text, string title, IReadOnlyList<string> heads, IEnumerable<string[]> rows)
    {
        List<string[]> all = [.. rows];
        if (all.Count == 0)
        {
            return;
        }

        text.Append("\n## ").Append(title).Append("\n\n");
        AppendRow(text, heads);
        AppendRow(text, heads.Select(_ => "---"));
        all.ForEach(row => AppendRow(text, row.Select(MarkdownText.Of)));
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");

    private static string[] Cells(ReportedToken row) =>
    [
        row.Name, row.Owner, row.Token.IsGlobal ? $"{row.Organization} +all" : row.Organization, $"{row.State}", ReportedToken.Show(row.End),
        row.DaysLeft?.ToString(CultureInfo.InvariantCulture) ?? "", row.Scope, $"{row.Token.AuthorizationId}",
    ];

    private static string[] Cells(TokenGroup group) => [group.Name, .. Counts(group.Counts)];

    private static string[] Counts(TokenCounts counts) =>
    [
        .. new[]
        {
            counts.Tokens, counts.Active, counts.EndingSoon, counts.EndingLater, counts.Expired, counts.Revoked, counts.Global, counts.FullAccess, counts.Findings,
        }.Select(count => count.ToString(CultureInfo.InvariantCulture)),
    ];
}
