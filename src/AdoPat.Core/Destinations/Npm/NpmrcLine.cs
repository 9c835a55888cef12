using System;

namespace AdoPat.Destinations.Npm;

/// <summary>A line of an <c>.npmrc</c> that gives a key a value, read as the package "ini" does.</summary>
/// <param name="Key">The key, without quotes.</param>
/// <param name="Value">The value, without quotes and comment.</param>
/// <param name="Start">Where the value begins in the line.</param>
internal sealed record NpmrcLine(string Key, string Value, int Start)
{
    private static readonly char[] CommentStart = [';', '#'];

    /// <summary>Whether the value is what it looks like: no escape, no variable of the environment.</summary>
    public bool IsPlain => Value.IndexOf('\\') < 0 && Value.IndexOf("${", StringComparison.Ordinal) < 0;

    /// <summary>Reads a line; null for a comment, a section or a key without a value.</summary>
    public static NpmrcLine? Read(string line)
    {
        int equals = line.IndexOf('=');
        if (equals <= 0 || line.TrimStart() is not { Length: > 0 } text || Array.IndexOf(CommentStart, text[0]) >= 0)
        {
            return null;
        }

        string key = Unquote(line.Remove(equals).Trim());
        string rest = line.Substring(equals + 1);
        string value = rest.Trim();
        int start = equals + 1 + (rest.Length - rest.TrimStart().Length);
        string inner = Unquote(value);
        if (inner.Length < value.Length)
        {
            return new NpmrcLine(key, inner, start + 1);
        }

        int comment = value.IndexOfAny(CommentStart);
        return new NpmrcLine(key, comment < 0 ? value : value.Remove(comment).TrimEnd(), start);
    }

    /// <summary>Whether what follows belongs to a section, where no credential of a registry stands.</summary>
    public static bool IsSection(string line) =>
        line.StartsWith("[", StringComparison.Ordinal) && line.TrimEnd() is var text && text.IndexOf(']') == text.Length - 1;

    /// <summary>The line with another value; spaces, quotes and a comment stay.</summary>
    public string With(string line, string value) => line.Remove(Start) + value + line.Substring(Start + Value.Length);

    private static string Unquote(string text) =>
        text.Length >= 2 && (text[0] is '"' or '\'') && text[text.Length - 1] == text[0] ? text.Substring(1, text.Length - 2) : text;
}
