using System.Collections.Generic;
using System.Linq;
using System.Text;
using AdoPat.Models;

namespace AdoPat.Reports.Html;

/// <summary>
/// The report as one page with all that it needs in it. Its content security policy lets a browser run the one script of the
/// page, and load nothing.
/// </summary>
internal static class HtmlReport
{
    private static readonly string[] GroupHeads = ["Tokens", "Active", "End within 7 days", "End within 30 days", "Expired", "Revoked", "Global", "Full access", "Findings"];

    public static byte[] Write(PatReport report) => Encoding.UTF8.GetBytes(Page(report).Text);

    private static Markup Page(PatReport report) => Markup.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {PagePart.Style.Source}; script-src {PagePart.Script.Source}; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{report.Title}</title>
        <style>{PagePart.Style.Text}</style>
        </head>
        <body>
        <header>
        <h1>{report.Title}</h1>
        <p class="quiet">As of <time datetime="{ReportedToken.Iso(report.Created)}">{ReportedToken.Show(report.Created)}</time>. All times are UTC. Made by AdoPat.</p>
        {Coverage(report)}
        </header>
        <main>
        {Tiles(TokenCounts.Of(report.Tokens))}
        <section><h2>When active tokens end</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
        {new Timeline(report).Render()}</div>
        <p class="legend"><span class="soon">within 7 days</span> <span class="later">within 4 weeks</span> <span class="far">later</span> <span class="global">global</span></p>
        </section>
        {Findings(report)}
        {TokenSection.Render(report)}
        {Groups("organizations", "By organization", "Organization", report.ByOrganization)}
        {(report.HasOwners ? Groups("owners", "By owner", "Owner", report.ByOwner) : default)}
        </main>
        <script>{PagePart.Script.Text}</script>
        </body>
        </html>

        """);

    // What nothing came from is not in it: that may be nothing to find, or a list that failed.
    private static Markup Coverage(PatReport report) => Markup.Of(
        $"""<p class="quiet" id="coverage">{report.Coverage}</p>""");

    private static Markup Tiles(TokenCounts counts) => Markup.Of(
        $"""
        <section class="tiles" id="counts">
        {Tile("tokens", counts.Tokens, "tokens", "")}
        {Tile("active", counts.Active, "active", "")}
        {Tile("soon", counts.EndingSoon, "end within 7 days", "bad")}
        {Tile("later", counts.EndingLater, "end within 30 days", "warn")}
        {Tile("global", counts.Global, "for all organizations", "bad")}
        {Tile("full", counts.FullAccess, "with full access", "warn")}
        {Tile("errors", counts.Errors, "findings: errors", "bad")}
        {Tile("warnings", counts.Warnings, "findings: warnings", "warn")}
        {Tile("expired", counts.Expired, "expired", "")}
        {Tile("revoked", counts.Revoked, "revoked", "")}
        </section>
        """);

    private static Markup Tile(string id, int count, string text, string style) =>
        Markup.Of($"<div id=\"count-{id}\" class=\"tile {(count > 0 ? style : "")}\"><b>{count}</b> <span>{text}</span></div>");

    private static Markup Findings(PatReport report)
    {
        if (report.FindingCount == 0)
        {
            return default;
        }

        string[] heads = report.HasOwners
            ? ["Severity", "Token", "Owner", "Rule", "What", "What to run"]
            : ["Severity", "Token", "Rule", "What", "What to run"];
        return Markup.Of(
            $"""
            <section><h2>Findings</h2>
            {HtmlTable.Render("findings", heads, report.Findings.Select(pair => HtmlTable.Row(heads, Cells(pair.Token, pair.Finding, report.HasOwners))))}
            </section>
            """);
    }

    private static IEnumerable<HtmlTable.Cell> Cells(ReportedToken token, ReportedFinding finding, bool hasOwner) =>
    [
        SeverityCell(finding.Severity),
        new(Markup.Of($"<bdi>{token.Name}</bdi> <small><bdi>{token.Organization}</bdi></small>"), token.Name),
        .. hasOwner ? new[] { HtmlTable.Cell.Text(token.Owner) } : [],
        HtmlTable.Cell.Text(finding.Rule),
        HtmlTable.Cell.Text(finding.Message),
        new(Markup.Of($"<code>{finding.Remedy}</code>")),
    ];

    // Sorted by weight, the worst first.
    private static HtmlTable.Cell SeverityCell(FindingSeverity severity) =>
        new(Markup.Of($"<span class=\"badge {StyleOf(severity)}\">{severity}</span>"), $"{FindingSeverity.Error - severity}");

    internal static string StyleOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "bad",
        FindingSeverity.Warning => "warn",
        _ => "note",
    };

    private static Markup Groups(string id, string title, string head, IEnumerable<TokenGroup> groups)
    {
        string[] heads = [head, .. GroupHeads];
        return Markup.Of(
            $"""
            <section><h2>{title}</h2>
            {HtmlTable.Render(id, heads, groups.Select(group => HtmlTable.Row(heads, [HtmlTable.Cell.Text(group.Name), .. Numbers(group.Counts)])))}
            </section>
            """);
    }

    private static IEnumerable<HtmlTable.Cell> Numbers(TokenCounts counts) => new[]
    {
        counts.Tokens, counts.Active, counts.EndingSoon, counts.EndingLater, counts.Expired, counts.Revoked, counts.Global, counts.FullAccess, counts.Findings,
    }.Select(count => HtmlTable.Cell.Number(count));
}
