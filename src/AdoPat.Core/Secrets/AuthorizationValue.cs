using System;

namespace AdoPat.Secrets;

/// <summary>
/// Finds the value behind <c>Basic</c> or <c>Bearer</c>, in any case. Plain words stay, because service messages say
/// "Basic authentication" and challenges say <c>Bearer authorization_uri=…</c>: at most 20 letters and underscores,
/// all lower-case but the first.
/// </summary>
internal static class AuthorizationValue
{
    private const int MaxWordLength = 20;

    private static readonly string[] Schemes = ["Basic", "Bearer"];

    public static bool TryFind(string text, int from, out SecretSpan found)
    {
        int position = from;
        while (position < text.Length)
        {
            int end = EndOfToken(text, position);
            int value = StartOfValue(text, position, end);
            if (value < 0)
            {
                position = Math.Max(end, position + 1);
                continue;
            }

            int valueEnd = EndOfToken(text, value);
            if (valueEnd > value && !IsWord(text, value, valueEnd))
            {
                found = new SecretSpan(value, IncludeChained(text, value, valueEnd));
                return true;
            }

            position = value;
        }

        found = default;
        return false;
    }

    /// <summary>A value that ends in a scheme ("Basic xBearer y") has a value of its own.</summary>
    private static int IncludeChained(string text, int start, int end)
    {
        int next;
        while ((next = StartOfValue(text, start, end)) >= 0 && EndOfToken(text, next) > next)
        {
            start = next;
            end = EndOfToken(text, next);
        }

        return end;
    }

    /// <summary>Where the value begins when the token [start, end) ends in a scheme and white space follows; else -1.</summary>
    private static int StartOfValue(string text, int start, int end)
    {
        if (!Array.Exists(Schemes, scheme => EndsWith(text, start, end, scheme)))
        {
            return -1;
        }

        int value = end;
        while (value < text.Length && char.IsWhiteSpace(text[value]))
        {
            value++;
        }

        return value > end ? value : -1;
    }

    private static bool EndsWith(string text, int start, int end, string scheme) =>
        end - start >= scheme.Length
        && string.Compare(text, end - scheme.Length, scheme, 0, scheme.Length, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The characters of RFC 7235's token68, with its padding.</summary>
    private static int EndOfToken(string text, int start)
    {
        int end = start;
        while (end < text.Length && (TokenCharacters.IsBase64Url(text[end]) || text[end] is '.' or '~' or '+' or '/'))
        {
            end++;
        }

        while (end > start && end < text.Length && text[end] == '=')
        {
            end++;
        }

        return end;
    }

    /// <summary>Letters, and at most one mark behind them: the end of a sentence, or of a parameter's name.</summary>
    private static bool IsWord(string text, int start, int end)
    {
        int letters = text[start] is >= 'A' and <= 'Z' ? start + 1 : start;
        while (letters < end && text[letters] is (>= 'a' and <= 'z') or '_')
        {
            letters++;
        }

        bool endsThere = letters == end || (letters == end - 1 && text[letters] is '=' or '.');
        return letters - start is > 0 and <= MaxWordLength && endsThere;
    }
}
