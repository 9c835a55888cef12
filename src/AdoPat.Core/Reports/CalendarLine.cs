using System.Text;

namespace AdoPat.Reports;

/// <summary>Lines of an iCalendar file.</summary>
/// <remarks>Source: RFC 5545, 3.1 (folding) and 3.3.11 (texts).</remarks>
internal static class CalendarLine
{
    private const int MostBytes = 75;

    /// <summary>Escapes a text, so that it cannot end the value or the line.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>A value of type TEXT.</returns>
    public static string Escape(string text) => text
        .Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,")
        .Replace("\r\n", "\\n").Replace("\n", "\\n").Replace("\r", "\\n");

    /// <summary>Appends a line. It is folded where it is longer than 75 bytes, between two characters.</summary>
    /// <param name="text">Gets the line, with its end.</param>
    /// <param name="line">The content line.</param>
    public static void Append(StringBuilder text, string line)
    {
        int bytes = 0;
        for (int i = 0; i < line.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(line[i]) && i + 1 < line.Length && char.IsLowSurrogate(line[i + 1]);
            int length = isPair ? 4 : line[i] < 0x80 ? 1 : line[i] < 0x800 ? 2 : 3;
            if (bytes + length > MostBytes)
            {
                text.Append("\r\n ");
                bytes = 1; // The space counts.
            }

            text.Append(line[i]);
            if (isPair)
            {
                text.Append(line[++i]);
            }

            bytes += length;
        }

        text.Append("\r\n");
    }
}
