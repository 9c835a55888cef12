using System.Text.RegularExpressions;

namespace AdoPat.Reports;

/// <summary>Texts as cells of a Markdown table: they are shown as they are, and are no markup, no HTML and no link, be it to a person (@) or to a work item (#).</summary>
internal static class MarkdownText
{
    // In a cell, what counts only at the beginning of a line (+, 1.) is harmless.
    private static readonly Regex Special = new(@"[\\`*_\[\]<>|~&!:$@#^={}]|(?<=www)\.", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Escapes a text.</summary>
    /// <param name="text">A text of one line.</param>
    /// <returns>Markdown that shows the text.</returns>
    public static string Of(string text) => Special.Replace(text, @"\$0");
}
