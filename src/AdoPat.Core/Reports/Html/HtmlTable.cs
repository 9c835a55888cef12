using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Reports.Html;

/// <summary>A table that can be sorted by each of its columns.</summary>
internal static class HtmlTable
{
    /// <summary>A cell.</summary>
    /// <param name="Content">What is in it.</param>
    /// <param name="Key">What it is sorted by; its text when null.</param>
    internal readonly record struct Cell(Markup Content, string? Key = null)
    {
        /// <summary>A text from outside, which may be written in the other direction.</summary>
        public static Cell Text(string text) => new(Markup.Of($"<bdi>{text}</bdi>"));

        /// <summary>A number; nothing when it is null.</summary>
        public static Cell Number(int? number) => new(Markup.Of($"{number}"), $"{number}");
    }

    /// <summary>Makes the table.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="heads">The heads of its columns.</param>
    /// <param name="rows">Its rows.</param>
    public static Markup Render(string id, IReadOnlyList<string> heads, IEnumerable<Markup> rows) => Markup.Of(
        $"""
        <table id="{id}" class="sortable">
        <thead><tr>{Markup.Join(heads.Select(head => Markup.Of($"<th scope=\"col\">{head}</th>")))}</tr></thead>
        <tbody>
        {Markup.Join(rows)}</tbody>
        </table>

        """);

    /// <summary>Makes a row.</summary>
    /// <param name="heads">The heads of the columns, which stand before the cells where the page is narrow.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="kinds">What the rows can be chosen by: names with spaces between.</param>
    public static Markup Row(IReadOnlyList<string> heads, IEnumerable<Cell> cells, string kinds = "") =>
        Markup.Of($"<tr data-kinds=\"{kinds}\">{Markup.Join(cells.Select((cell, i) => CellOf(heads[i], cell)))}</tr>\n");

    private static Markup CellOf(string head, Cell cell) => cell.Key is { } key
        ? Markup.Of($"<td data-head=\"{head}\" data-key=\"{key}\">{cell.Content}</td>")
        : Markup.Of($"<td data-head=\"{head}\">{cell.Content}</td>");
}
