using System.Globalization;
using System.Linq;
using System.Text;

namespace AdoPat.Reports;

/// <summary>The report as a table. <c>Import-Csv</c> reads it, and the cmdlets take id and organization from its lines.</summary>
internal static class CsvReport
{
    private const string LineEnd = "\r\n";

    private static readonly string[] Heads =
    [
        "Name", "Organization", "Owner", "OwnerName", "State", "ValidFrom", "ValidTo", "Ends", "DaysLeft", "Scope", "IsGlobal", "IsSshKey", "AuthorizationId", "Severity", "Findings",
    ];

    public static byte[] Write(PatReport report)
    {
        StringBuilder text = new();
        Append(text, Heads);
        foreach (ReportedToken token in report.Tokens)
        {
            Append(text, Cells(token));
        }

        // With the mark, spreadsheets read it as UTF-8.
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static void Append(StringBuilder text, string[] cells) =>
        text.Append(string.Join(",", cells.Select(CsvCell.Of))).Append(LineEnd);

    private static string[] Cells(ReportedToken row) =>
    [
        row.Name, row.Organization, OwnerOf(row), ReportText.Clean(row.Token.Owner?.DisplayName), $"{row.State}",
        ReportedToken.Iso(row.Token.ValidFrom), ReportedToken.Iso(row.Token.ValidTo), ReportedToken.Iso(row.End), row.DaysLeft?.ToString(CultureInfo.InvariantCulture) ?? "",
        row.Scope, $"{row.Token.IsGlobal}", $"{row.Token.IsSshKey}", $"{row.Token.AuthorizationId}",
        row.Findings.Count > 0 ? $"{row.Findings[0].Severity}" : "",
        string.Join(" ", row.Findings.Select(finding => $"{finding.Rule}: {finding.Message}")),
    ];

    // As the cmdlets find the user again.
    private static string OwnerOf(ReportedToken row) =>
        row.Token.Owner is { UserPrincipalName.Length: 0, Descriptor: var descriptor } ? ReportText.Clean(descriptor) : row.Owner;
}
