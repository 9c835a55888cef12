using System.Text.RegularExpressions;

namespace AdoPat.Reports;

/// <summary>Texts as cells of a CSV file: one that a spreadsheet would take for a formula is made a text.</summary>
internal static class CsvCell
{
    // Also within a cell, after a semicolon: where that separates the cells, a spreadsheet begins a new one there.
    private static readonly Regex Formula = new("""(^|;)(?=[\s"']*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20])""", RegexOptions.CultureInvariant);

    /// <summary>Makes a cell.</summary>
    /// <param name="text">A text of one line.</param>
    /// <returns>The text in quotes.</returns>
    public static string Of(string text) => $"\"{Formula.Replace(text, "$1'").Replace("\"", "\"\"")}\"";
}
