using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using AdoPat.Models;

namespace AdoPat.Reports;

/// <summary>
/// The ends of the active tokens as a calendar. The events have the same ids each time, so that a calendar that is imported
/// again moves them.
/// </summary>
/// <remarks>Source: RFC 5545.</remarks>
internal static class CalendarReport
{
    private static readonly int[] ReminderDays = [14, 3];

    public static byte[] Write(PatReport report)
    {
        StringBuilder text = new();
        foreach (string line in Lines(report))
        {
            CalendarLine.Append(text, line);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<string> Lines(PatReport report) =>
    [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//AdoPat//Report//EN", "METHOD:PUBLISH", "X-WR-CALNAME:" + CalendarLine.Escape(report.Title),
        .. Events(report).SelectMany(token => Event(token, report.Created)),
        "END:VCALENDAR",
    ];

    // A global token is one event, though several organizations list it.
    private static IEnumerable<ReportedToken> Events(PatReport report)
    {
        HashSet<object> seen = [];
        return report.Tokens.Where(token => token.IsActive && (!token.Token.IsGlobal || seen.Add(token.Identity)));
    }

    private static IEnumerable<string> Event(ReportedToken row, DateTimeOffset created)
    {
        string owner = row.Owner.Length > 0 ? $" of {row.Owner}" : "";
        string where = row.Token.IsGlobal ? "for all organizations" : $"in {row.Organization}";
        string summary = CalendarLine.Escape($"{(row.Token.IsSshKey ? "SSH key" : "Token")} '{row.Name}'{owner} {where} ends");
        return
        [
            "BEGIN:VEVENT",
            "UID:" + CalendarLine.Escape($"{row.Token.AuthorizationId}-{(row.Token.IsGlobal ? "all" : row.Organization)}@adopat"),
            "DTSTAMP:" + Time(created),
            "DTSTART:" + Time(row.End),
            "SUMMARY:" + summary,
            "DESCRIPTION:" + CalendarLine.Escape($"Id: {row.Token.AuthorizationId}\nScopes: {row.Scope}\n{Advice(row.Token)}"),
            "TRANSP:TRANSPARENT",
            .. ReminderDays.SelectMany(days => Reminder(days, summary)),
            "END:VEVENT",
        ];
    }

    private static string Advice(PersonalAccessToken token)
    {
        if (token.IsSshKey)
        {
            return "It is an SSH key. Its owner adds a new one in the user settings of Azure DevOps.";
        }

        string replacement = token.IsGlobal
            ? "It works in all organizations of its owner; such tokens stop working on 2026-12-01. Invoke-AdoPatRotation -TargetOrganization replaces it."
            : "Invoke-AdoPatRotation replaces it; Update-AdoPat -ValidFor moves its end, as long as it has not passed.";
        return token.Owner is null ? replacement : $"{replacement} Only its owner can run these.";
    }

    private static string[] Reminder(int days, string summary) =>
        ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + summary, $"TRIGGER:-P{days}D", "END:VALARM"];

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
