using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AdoPat.Emulator.Pages;

/// <summary>A table of the start page.</summary>
internal static class PageTable
{
    /// <summary>A title that says how many there are.</summary>
    /// <param name="what">What they are.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many are shown at most.</param>
    /// <returns>The title.</returns>
    public static string Title(string what, int count, int most) => count <= most
        ? string.Create(CultureInfo.InvariantCulture, $"{what} ({count})")
        : string.Create(CultureInfo.InvariantCulture, $"{what} (the last {most} of {count})");

    /// <summary>Makes a table.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="title">Its title.</param>
    /// <param name="heads">The heads of its columns.</param>
    /// <param name="rows">Its rows.</param>
    /// <returns>The table.</returns>
    public static Html Of(string id, string title, string[] heads, IEnumerable<Html> rows)
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

    /// <summary>A row of texts.</summary>
    /// <param name="cells">The cells.</param>
    /// <returns>The row.</returns>
    public static Html Row(params object[] cells) =>
        Html.Of($"<tr>{Html.Join(cells.Select(cell => Html.Of($"""<td class="long">{cell}</td>""")))}</tr>\n");

    /// <summary>A time.</summary>
    /// <param name="time">The time, UTC.</param>
    /// <returns>To the minute.</returns>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
