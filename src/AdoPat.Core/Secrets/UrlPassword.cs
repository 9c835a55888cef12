using System;

namespace AdoPat.Secrets;

/// <summary>Finds the password in <c>https://user:password@host</c>, a form that git remotes carry tokens in.</summary>
internal static class UrlPassword
{
    private const string SchemeEnd = "://";

    public static bool TryFind(string text, int from, out SecretSpan found)
    {
        int position = from;
        while ((position = text.IndexOf(SchemeEnd, position, StringComparison.Ordinal)) >= 0)
        {
            position += SchemeEnd.Length;
            int end = EndOfAuthority(text, position);
            int colon = text.IndexOf(':', position, end - position);
            int at = text.LastIndexOf('@', end - 1, end - position);
            if (colon >= 0 && at > colon + 1)
            {
                found = new SecretSpan(colon + 1, at);
                return true;
            }

            position = end;
        }

        found = default;
        return false;
    }

    private static int EndOfAuthority(string text, int start)
    {
        int end = start;
        while (end < text.Length && text[end] is not ('/' or '?' or '#' or '"' or '\'' or '<' or '>') && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }
}
