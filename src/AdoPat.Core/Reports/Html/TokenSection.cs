using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Reports.Html;

/// <summary>The table of all tokens, with what it is filtered by.</summary>
internal static class TokenSection
{
    public static Markup Render(PatReport report)
    {
        string[] heads = report.HasOwners
            ? ["Name", "Owner", "Organization", "State", "Ends", "Days left", "Scopes", "Findings"]
            : ["Name", "Organization", "State", "Ends", "Days left", "Scopes", "Findings"];
        return Markup.Of(
            $"""
            <section><h2>Tokens</h2>
            <div class="controls">
            <label>Search <input type="search" id="search" autocomplete="off" placeholder="name, owner, scope, id"></label>
            <label>Show <select id="show">
            <option value="">all</option><option value="active">active</option><option value="soon">ending within 7 days</option><option value="later">ending within 30 days</option><option value="global">for all organizations</option><option value="full">full access</option><option value="finding">with findings</option><option value="expired">expired</option><option value="revoked">revoked</option>
            </select></label>
            <span id="shown" aria-live="polite"></span>
            </div>
            {HtmlTable.Render("tokens", heads, report.Tokens.Select(token => HtmlTable.Row(heads, Cells(token, report.HasOwners), Kinds(token))))}
            </section>
            """);
    }

    private static IEnumerable<HtmlTable.Cell> Cells(ReportedToken token, bool hasOwner) =>
    [
        new(Markup.Of($"<bdi class=\"name\">{token.Name}</bdi> <small>{token.Token.AuthorizationId}</small>"), token.Name),
        .. hasOwner ? new[] { HtmlTable.Cell.Text(token.Owner) } : [],
        new(Markup.Of($"<bdi>{token.Organization}</bdi>{(token.Token.IsGlobal ? Badge("bad", "+all") : default)}"), token.Organization),
        new(Markup.Of($"<span class=\"state {KindOf(token.State)}\">{token.State}</span>")),
        new(Markup.Of($"<time datetime=\"{ReportedToken.Iso(token.End)}\">{ReportedToken.Show(token.End)}</time>"), ReportedToken.Show(token.End)),
        new(Markup.Of($"<span class=\"{(token.EndsWithin(TokenCounts.Soon) ? "bad" : token.EndsWithin(TokenCounts.Later) ? "warn" : "")}\">{token.DaysLeft}</span>"), $"{token.DaysLeft}"),
        new(Markup.Of($"<bdi>{token.Scope}</bdi>{(token.Token.IsSshKey ? Badge("note", "SSH key") : token.HasFullAccess ? Badge("warn", "full access") : default)}"), token.Scope),
        new(Findings(token), token.Findings.Count == 0 ? "" : $"{FindingSeverity.Error - token.Findings[0].Severity} {token.Findings[0].Rule}"),
    ];

    private static Markup Findings(ReportedToken token) => Markup.Join(token.Findings
        .Select(finding => Badge(HtmlReport.StyleOf(finding.Severity), finding.Rule)));

    private static Markup Badge(string style, string text) => Markup.Of($" <span class=\"badge {style}\">{text}</span>");

    private static string Kinds(ReportedToken token)
    {
        List<string> kinds = [KindOf(token.State)];
        Add("soon", token.EndsWithin(TokenCounts.Soon));
        Add("later", token.EndsWithin(TokenCounts.Later));
        Add("global", token.IsActive && token.Token.IsGlobal);
        Add("full", token.IsActive && token.HasFullAccess);
        Add("finding", token.Findings.Count > 0);
        return string.Join(" ", kinds);

        void Add(string kind, bool applies)
        {
            if (applies)
            {
                kinds.Add(kind);
            }
        }
    }

    private static string KindOf(PatState state) => state switch
    {
        PatState.Active => "active",
        PatState.Expired => "expired",
        _ => "revoked",
    };
}
