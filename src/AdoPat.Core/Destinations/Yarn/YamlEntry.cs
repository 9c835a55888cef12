using System;

namespace AdoPat.Destinations.Yarn;

/// <summary>One entry of a block mapping in YAML: a line <c>key:</c> or <c>key: value</c>, and the deeper lines that follow it.</summary>
internal sealed class YamlEntry
{
    private const string NoPlainStart = "-?:,[]{}#&*!|>'\"%@`";

    private YamlEntry(string key, int indent)
    {
        Key = key;
        Indent = indent;
    }

    public string Key { get; }

    /// <summary>How many spaces stand before the key.</summary>
    public int Indent { get; }

    /// <summary>The value on the key's line, without quotes and comment; null when it is more than a simple text.</summary>
    public string? Value { get; private set; } = "";

    /// <summary>Where the value begins in its line.</summary>
    public int ValueStart { get; private set; }

    /// <summary>The line of the key.</summary>
    public int Line { get; set; }

    /// <summary>The line after the last one that belongs to it.</summary>
    public int End { get; set; }

    /// <summary>Reads the line of a key; null when it is something else.</summary>
    public static YamlEntry? Read(string line)
    {
        int indent = line.Length - line.TrimStart(' ').Length;
        int keyEnd = EndOfKey(line, indent);
        int colon = keyEnd < 0 ? -1 : keyEnd + (line.Length - keyEnd - line.Substring(keyEnd).TrimStart(' ').Length);
        if (colon < 0 || colon >= line.Length || line[colon] != ':' || !IsSpaceOrEnd(line, colon + 1))
        {
            return null;
        }

        bool isQuoted = line[indent] is '"' or '\'';
        string key = isQuoted ? line.Substring(indent + 1, keyEnd - indent - 2) : line.Substring(indent, keyEnd - indent);
        YamlEntry entry = new(key.TrimEnd(' '), indent);
        entry.ReadValue(line, colon + 1);
        return entry;
    }

    /// <summary>The line with another value; quotes and a comment stay.</summary>
    public string With(string line, string value) => line.Remove(ValueStart) + value + line.Substring(ValueStart + Value!.Length);

    private static int EndOfKey(string line, int start)
    {
        if (start >= line.Length)
        {
            return -1;
        }

        if (line[start] is '"' or '\'')
        {
            int close = line.IndexOf(line[start], start + 1);
            return close < 0 || line.IndexOf('\\', start, close - start) >= 0 ? -1 : close + 1;
        }

        if (NoPlainStart.IndexOf(line[start]) >= 0)
        {
            return -1;
        }

        int end = start;
        while (end < line.Length && !(line[end] == ':' && IsSpaceOrEnd(line, end + 1)))
        {
            end++;
        }

        return end < line.Length && line.IndexOf(" #", start, end - start, StringComparison.Ordinal) < 0 ? end : -1;
    }

    private void ReadValue(string line, int start)
    {
        string rest = line.Substring(start);
        string text = rest.TrimStart(' ', '\t');
        ValueStart = start + rest.Length - text.Length;
        if (text.Length == 0 || text[0] == '#')
        {
            Value = "";
            ValueStart = start;
        }
        else if (text[0] is '"' or '\'')
        {
            int close = text.IndexOf(text[0], 1);
            bool isSimple = close > 0 && IsNothing(text.Substring(close + 1)) && text.IndexOf('\\', 0, close) < 0;
            Value = isSimple ? text.Substring(1, close - 1) : null;
            ValueStart++;
        }
        else
        {
            int comment = text.IndexOf(" #", StringComparison.Ordinal);
            string plain = (comment < 0 ? text : text.Remove(comment)).TrimEnd(' ', '\t');
            Value = NoPlainStart.IndexOf(text[0]) < 0 && plain.IndexOf(": ", StringComparison.Ordinal) < 0 ? plain : null;
        }
    }

    private static bool IsNothing(string text) => text.Trim(' ', '\t') is var rest && (rest.Length == 0 || (rest[0] == '#' && text[0] != '#'));

    private static bool IsSpaceOrEnd(string line, int index) => index >= line.Length || line[index] is ' ' or '\t';
}
