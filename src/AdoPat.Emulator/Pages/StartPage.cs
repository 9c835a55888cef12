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
            <p class="quiet">A local Azure DevOps, Microsoft Entra ID and Apigee Edge. Its time is {PageTable.Time(now)}.
            See <a href="/_emulator/state">the whole state</a>, <a href="/_emulator/requests">all requests</a>, <a href="/_emulator/faults">faults</a>,
            or <a href="/devicelogin">sign a device in</a>.</p>
            {PageTable.Of("users", "Users", ["Name", "User name", "Identity id"], state.Users.Select(user => PageTable.Row(user.DisplayName, user.Upn, user.Id)))}
            {PageTable.Of("organizations", "Organizations", ["Name", "Administrators", "Members", "Id"], state.Organizations.Select(item =>
                PageTable.Row(item.Name, string.Join(", ", item.Administrators), string.Join(", ", item.Members), item.Id)))}
            {PageTable.Of("tokens", PageTable.Title("Personal access tokens and SSH keys", state.Tokens.All.Count, MostTokens), ["Name", "Owner", "For", "Scope", "State", "Ends"],
                state.Tokens.All.Reverse().Take(MostTokens).Select(token => TokenRow(token, now)))}
            {ApigeeTables.Render(state)}
            {PageTable.Of("audit", PageTable.Title("Audit logs", state.AuditEvents.Count, MostAuditEvents), ["Time", "Organization", "Who", "What"],
                Enumerable.Reverse(state.AuditEvents).Take(MostAuditEvents).Select(entry => PageTable.Row(PageTable.Time(entry.Timestamp), entry.Organization, entry.Actor ?? "", entry.Details)))}
            {PageTable.Of("emails", PageTable.Title("E-mails sent", state.Emails.Count, MostEmails), ["Sent", "To", "Subject"],
                Enumerable.Reverse(state.Emails).Take(MostEmails).Select(email => PageTable.Row(PageTable.Time(email.Sent), email.To, email.Subject)))}
            {PageTable.Of("requests", PageTable.Title("Requests", requests.Count, MostRequests), ["Time", "Status", "Request", "User", "Took"],
                requests.Reverse().Take(MostRequests).Select(RequestRow))}
            """));
    }

    private static Html TokenRow(PersonalAccessToken token, DateTime now)
    {
        TokenStatus status = token.StatusAt(now);
        bool soon = status == TokenStatus.Active && token.ValidTo < now.AddDays(7);
        string style = soon ? "soon" : status.ToString().ToLowerInvariant();
        string target = token.Global ? "all organizations" : string.Join(", ", token.Organizations!);
        return Html.Of(
            $"""
            <tr id="token-{token.AuthorizationId}"><td class="long">{token.DisplayName}</td><td>{token.Owner}</td><td class="long">{target}</td><td class="long"><code>{(token.IsPublic ? "SSH key" : token.Scope)}</code></td><td class="{style}">{status}</td><td>{PageTable.Time(token.ValidTo)}</td></tr>

            """);
    }

    private static Html RequestRow(RequestRecord record) => Html.Of(
        $"""
        <tr><td>{record.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</td><td>{record.Status}</td><td class="long"><code>{record.Method} {record.Host}{record.Path}{record.Query}</code></td><td>{record.User}</td><td class="number">{record.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms</td></tr>

        """);
}
