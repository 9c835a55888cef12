using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.Pages;

/// <summary>HTML that is safe to send: what came from outside is escaped in it.</summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Html(string Text)
{
    /// <summary>Makes HTML of an interpolated string: its holes are escaped, unless they are HTML already.</summary>
    /// <param name="template">The interpolated string.</param>
    /// <returns>The HTML.</returns>
    public static Html Of(HtmlTemplate template) => template.ToHtml();

    /// <summary>One after the other.</summary>
    /// <param name="parts">Pieces of HTML.</param>
    /// <returns>All of them.</returns>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public override string ToString() => Text;
}
