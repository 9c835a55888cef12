using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AdoPat.Reports.Html;

/// <summary>An interpolated string that escapes what is put into it, for text and for quoted attributes alike.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupTemplate
{
    // Letters of all scripts stay as they are; what means something in HTML does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text;

    public MarkupTemplate(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(Markup value) => _text.Append(value.Text);

    public void AppendFormatted<T>(T value) => _text.Append(Encoder.Encode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));

    public Markup ToMarkup() => new(_text.ToString());
}
