using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Pages;

/// <summary>The start page.</summary>
internal static class StartPage
{
    private const int MostTokens = 200;
    private const int MostRequests = 50;
    private const int MostEmails = 50;
    private const int MostAuditEvents = 50;

    /// <summary>Makes the page.</summary>
    /// <param name="state">What is in the emulator.</param>
    /// <param name="requests">The requests so far.</param>
    /// <returns>The page.</returns>
    public static IResult Render(EmulatorState state, IReadOnlyList<RequestRecord> requests)
    {
        DateTime now = state.Clock.UtcNow;
        return Layout.Page("AdoPat emulator", Html.Of(
            $"""
            <h1>AdoPat emulator</h1>
            <p class="quiet">A local Azure DevOps and Microsoft Entra ID. Its time is {Time(now)}.
            See <a href="/_emulator/state">the whole state</a>, <a href="/_emulator/requests">all requests</a>, <a href="/_emulator/faults">faults</a>,
            or <a href="/devicelogin">sign a device in</a>.</p>
            {Table("users", "Users", ["Name", "User name", "Identity id"], state.Users.Select(user => Row(user.DisplayName, user.Upn, user.Id)))}
            {Table("organizations", "Organizations", ["Name", "Administrators", "Members", "Id"], state.Organizations.Select(item =>
                Row(item.Name, string.Join(", ", item.Administrators), string.Join(", ", item.Members), item.Id)))}
            {Table("tokens", Title("Personal access tokens and SSH keys", state.Tokens.All.Count, MostTokens), ["Name", "Owner", "For", "Scope", "State", "Ends"],
                state.Tokens.All.Reverse().Take(MostTokens).Select(token => TokenRow(token, now)))}
            {Table("audit", Title("Audit logs", state.AuditEvents.Count, MostAuditEvents), ["Time", "Organization", "Who", "What"],
                Enumerable.Reverse(state.AuditEvents).Take(MostAuditEvents).Select(entry => Row(Time(entry.Timestamp), entry.Organization, entry.Actor ?? "", entry.Details)))}
            {Table("emails", Title("E-mails sent", state.Emails.Count, MostEmails), ["Sent", "To", "Subject"],
                Enumerable.Reverse(state.Emails).Take(MostEmails).Select(email => Row(Time(email.Sent), email.To, email.Subject)))}
            {Table("requests", Title("Requests", requests.Count, MostRequests), ["Time", "Status", "Request", "User", "Took"],
                requests.Reverse().Take(MostRequests).Select(RequestRow))}
            """));
    }

    private static string Title(string what, int count, int most) => count <= most
        ? string.Create(CultureInfo.InvariantCulture, $"{what} ({count})")
        : string.Create(CultureInfo.InvariantCulture, $"{what} (the last {most} of {count})");

    private static Html Table(string id, string title, string[] heads, IEnumerable<Html> rows)
    {
        Html body = Html.Join(rows);
        return Html.Of(
            $"""
            <h2>{title}</h2>
            <div class="scroll"><table id="{id}">
            <thead><tr>{Html.Join(heads.Select(head => Html.Of($"<th>{head}</th>")))}</tr></thead>
            <tbody>
            {(body.Text.Length > 0 ? body : Html.Of($"""<tr><td colspan="{heads.Length}" class="quiet">None yet.</td></tr>"""))}
            </tbody>
            </table></div>

            """);
    }

    private static Html Row(params object[] cells) =>
        Html.Of($"<tr>{Html.Join(cells.Select(cell => Html.Of($"""<td class="long">{cell}</td>""")))}</tr>\n");

    private static Html TokenRow(PersonalAccessToken token, DateTime now)
    {
        TokenStatus status = token.StatusAt(now);
        bool soon = status == TokenStatus.Active && token.ValidTo < now.AddDays(7);
        string style = soon ? "soon" : status.ToString().ToLowerInvariant();
        string target = token.Global ? "all organizations" : string.Join(", ", token.Organizations!);
        return Html.Of(
            $"""
            <tr id="token-{token.AuthorizationId}"><td class="long">{token.DisplayName}</td><td>{token.Owner}</td><td class="long">{target}</td><td class="long"><code>{(token.IsPublic ? "SSH key" : token.Scope)}</code></td><td class="{style}">{status}</td><td>{Time(token.ValidTo)}</td></tr>

            """);
    }

    private static Html RequestRow(RequestRecord record) => Html.Of(
        $"""
        <tr><td>{record.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</td><td>{record.Status}</td><td class="long"><code>{record.Method} {record.Host}{record.Path}{record.Query}</code></td><td>{record.User}</td><td class="number">{record.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms</td></tr>

        """);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
