using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AdoPat.AzureDevOps;

namespace AdoPat.Reports.Html;

/// <summary>A picture (SVG) of the weeks to come: a bar for the tokens that end in each.</summary>
internal sealed class Timeline
{
    private const int Weeks = 54; // A token lives a year at most, and the first week may have begun.
    private const int Slot = 16;
    private const int BarWidth = 12;
    private const int Left = 34;
    private const int Top = 18;
    private const int Height = 130;
    private const int Width = Left + (Weeks * Slot) + 6;
    private const int Bottom = Top + Height;

    private readonly DateTime _start;
    private readonly List<ReportedToken>[] _weeks = [.. Enumerable.Range(0, Weeks).Select(_ => new List<ReportedToken>())];
    private readonly int _top;

    public Timeline(PatReport report)
    {
        _start = report.Created.UtcDateTime.Date;
        HashSet<object> seen = [];
        foreach (ReportedToken token in report.Tokens.Where(token => token.IsActive && seen.Add(token.Identity)))
        {
            int week = (int)((token.End.UtcDateTime - _start).TotalDays / 7);
            _weeks[Math.Min(week, Weeks - 1)].Add(token);
        }

        _top = RoundUp(_weeks.Max(week => week.Count));
    }

    public Markup Render() => Markup.Of(
        $"""
        <svg id="timeline" viewBox="0 0 {Width} {Bottom + 24}" role="img" aria-label="How many active tokens end in each of the weeks to come">
        {Line(_top)}{Line(_top / 2)}{Line(0)}
        {Markup.Join(MonthsToCome().Select(Month))}
        {GlobalEnd()}
        {Markup.Join(Enumerable.Range(0, Weeks).Where(week => _weeks[week].Count > 0).Select(Bar))}
        </svg>

        """);

    private Markup Line(int count) => Markup.Of(
        $"""
        <line class="grid" x1="{Left}" x2="{Width}" y1="{Y(count)}" y2="{Y(count)}"/><text class="count" x="{Left - 6}" y="{Y(count) + 4}">{count}</text>

        """);

    private IEnumerable<DateTime> MonthsToCome()
    {
        DateTime first = new DateTime(_start.Year, _start.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
        return Enumerable.Range(0, 13).Select(month => first.AddMonths(month)).Where(month => X(month) < Width - 20);
    }

    private Markup Month(DateTime month) => Markup.Of(
        $"""
        <line class="tick" x1="{X(month)}" x2="{X(month)}" y1="{Bottom}" y2="{Bottom + 5}"/><text class="month" x="{X(month)}" y="{Bottom + 17}">{month.ToString(month.Month == 1 ? "yyyy" : "MMM", CultureInfo.InvariantCulture)}</text>

        """);

    private Markup GlobalEnd()
    {
        DateTime end = PatLifetime.GlobalTokensEnd.UtcDateTime;
        return end < _start || !_weeks.Any(week => week.Any(token => token.Token.IsGlobal)) ? default : Markup.Of(
            $"""
            <line class="deadline" x1="{X(end)}" x2="{X(end)}" y1="{Top - 4}" y2="{Bottom}"/><text class="deadline" x="{X(end) + 4}" y="{Top - 6}">global tokens stop working</text>

            """);
    }

    // Global tokens stand on top of the others.
    private Markup Bar(int week)
    {
        List<ReportedToken> tokens = _weeks[week];
        int others = tokens.Count(token => !token.Token.IsGlobal);
        DateTime from = _start.AddDays(7 * week);
        string names = string.Join(", ", tokens.Take(5).Select(token => token.Name)) + (tokens.Count > 5 ? ", ..." : "");
        return Markup.Of(
            $"""
            <g class="week"><title>{Day(from)} to {Day(from.AddDays(6))}: {tokens.Count} ({names})</title>{Part(week, 0, others, week < 1 ? "soon" : week < 4 ? "later" : "far")}{Part(week, others, tokens.Count, "global")}</g>

            """);
    }

    private Markup Part(int week, int from, int to, string style) => from == to ? default : Markup.Of(
        $"""<rect class="{style}" x="{Left + (week * Slot) + 2}" y="{Y(to)}" width="{BarWidth}" height="{Math.Round(Y(from) - Y(to), 1)}"/>""");

    private double X(DateTime time) => Math.Round(Left + ((time - _start).TotalDays / 7 * Slot), 1);

    private double Y(int count) => Math.Round(Bottom - ((double)Height * count / _top), 1);

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // An even number of one or two digits that counts, so that the line in the middle has a whole number.
    private static int RoundUp(int most)
    {
        int step = 2;
        while (most > step * 10)
        {
            step *= 10;
        }

        return Math.Max(1, (most + step - 1) / step) * step;
    }
}
