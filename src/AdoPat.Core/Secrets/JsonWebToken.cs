using System;

namespace AdoPat.Secrets;

/// <summary>
/// Finds JSON Web Tokens: parts of base64url joined by dots, the first of which is a JSON object (<c>eyJ</c> is how
/// <c>{"</c> begins in base64). A word such as <c>KeyJsonConverter</c> has the same letters inside, so in the middle of a
/// word it counts only when the second part is a JSON object too.
/// </summary>
internal static class JsonWebToken
{
    private const string ObjectStart = "eyJ";

    public static bool TryFind(string text, int from, out SecretSpan found)
    {
        int start = from;
        while (start < text.Length)
        {
            int end = EndOfPart(text, start);
            int secret = SecretStart(text, start, end);
            if (secret >= 0)
            {
                found = new SecretSpan(secret, EndOfParts(text, end));
                return true;
            }

            start = end + 1;
        }

        found = default;
        return false;
    }

    /// <summary>Where in the part [start, end) a token begins; -1 when none does.</summary>
    private static int SecretStart(string text, int start, int end)
    {
        int next = end + 1;
        if (next >= text.Length || text[end] != '.' || !TokenCharacters.IsBase64Url(text[next]))
        {
            return -1;
        }

        int objectStart = text.IndexOf(ObjectStart, start, end - start, StringComparison.Ordinal);
        return objectStart == start || string.CompareOrdinal(text, next, ObjectStart, 0, ObjectStart.Length) == 0 ? objectStart : -1;
    }

    private static int EndOfPart(string text, int start)
    {
        int end = start;
        while (end < text.Length && TokenCharacters.IsBase64Url(text[end]))
        {
            end++;
        }

        return end;
    }

    private static int EndOfParts(string text, int end)
    {
        while (end < text.Length && text[end] == '.')
        {
            end = EndOfPart(text, end + 1);
        }

        return end;
    }
}
