using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using AdoPat.Secrets;

namespace AdoPat.Msal.Errors;

/// <summary>Reads the texts of Entra ID's errors: <c>AADSTS65001: The user ... Trace ID: ... Correlation ID: ...</c>.</summary>
internal static class EntraText
{
    private const int LongestWord = 80;

    /// <summary>The number after <c>AADSTS</c>.</summary>
    /// <param name="message">The text.</param>
    /// <returns>The number; null when there is none.</returns>
    public static int? CodeIn(string message)
    {
        Match match = Regex.Match(message, @"AADSTS(\d{1,9})", RegexOptions.CultureInvariant);
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The sentence for people: one line, without the code and the trace ids, and without anything token-like.</summary>
    /// <param name="message">The text.</param>
    /// <returns>The sentence, with a full stop.</returns>
    public static string Tidy(string message)
    {
        int code = message.IndexOf("AADSTS", StringComparison.Ordinal);
        string text = code < 0 ? message : message.Substring(code);
        text = Regex.Replace(text, @"^AADSTS\d+:\s*", "", RegexOptions.CultureInvariant);
        int end = text.IndexOf("Trace ID:", StringComparison.Ordinal);
        text = (end > 0 ? text.Substring(0, end) : text).Split('\r', '\n')[0].Trim();

        // Refresh tokens and authorization codes have no form to recognise, but no sentence has a word as long as they are.
        text = string.Join(" ", Redaction.Redact(text).Split([' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Length > LongestWord ? Redaction.Mark : word));
        return text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";
    }
}
