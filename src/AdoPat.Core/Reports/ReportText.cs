using System.Text;
using AdoPat.Secrets;

namespace AdoPat.Reports;

/// <summary>
/// Text from outside as it may stand in a report: names of tokens are hostile input, and a report goes to people.
/// </summary>
internal static class ReportText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Makes one line of a text, without what looks like a secret, and without what would make it look like another text:
    /// control characters, half characters, and marks that turn the direction of writing.
    /// </summary>
    /// <param name="text">Any text; null is taken as empty.</param>
    /// <returns>The text, not escaped for any format.</returns>
    public static string Clean(string? text)
    {
        string redacted = Redaction.Redact(text);
        StringBuilder? clean = null;
        for (int i = 0; i < redacted.Length; i++)
        {
            if (char.IsHighSurrogate(redacted[i]) && i + 1 < redacted.Length && char.IsLowSurrogate(redacted[i + 1]))
            {
                i++;
            }
            else if (IsUnfit(redacted[i]))
            {
                clean ??= new StringBuilder(redacted);
                clean[i] = char.IsWhiteSpace(redacted[i]) ? ' ' : Replacement;
            }
        }

        return clean?.ToString() ?? redacted;
    }

    private static bool IsUnfit(char character) =>
        char.IsControl(character) || char.IsSurrogate(character)
        || character is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF'
        || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
