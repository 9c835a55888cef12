using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace AdoPat.Emulator.Pages;

/// <summary>An interpolated string that escapes what is put into it, for text and for quoted attributes alike.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate
{
    private readonly StringBuilder _text;

    public HtmlTemplate(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(Html value) => _text.Append(value.Text);

    public void AppendFormatted<T>(T value) =>
        _text.Append(HtmlEncoder.Default.Encode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));

    public Html ToHtml() => new(_text.ToString());
}
