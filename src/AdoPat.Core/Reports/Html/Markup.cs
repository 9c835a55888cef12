using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Reports.Html;

/// <summary>HTML in which everything that came from outside is escaped.</summary>
/// <param name="Text">The HTML.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>Makes HTML of an interpolated string: its holes are escaped, unless they are HTML already.</summary>
    public static Markup Of(MarkupTemplate template) => template.ToMarkup();

    /// <summary>One after the other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public override string ToString() => Text;
}
