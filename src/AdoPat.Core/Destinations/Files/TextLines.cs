using System;
using System.Collections.Generic;

namespace AdoPat.Destinations.Files;

/// <summary>The lines of a text, each with the line end it has, so that a change of one leaves all others as they are.</summary>
internal sealed class TextLines
{
    private static readonly char[] LineEndCharacters = ['\r', '\n'];

    private readonly List<string> _lines = [];
    private readonly string _lineEnd;

    public TextLines(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOfAny(LineEndCharacters, start);
            end = end < 0 ? text.Length : IsCrLf(text, end) ? end + 2 : end + 1;
            _lines.Add(text.Substring(start, end - start));
            start = end;
        }

        _lineEnd = _lines.Count > 0 && LineEndOf(_lines[0]) is { Length: > 0 } own ? own : Environment.NewLine;
    }

    public int Count => _lines.Count;

    /// <summary>A line without its line end.</summary>
    public string this[int index]
    {
        get => _lines[index].TrimEnd(LineEndCharacters);
        set => _lines[index] = value + LineEndOf(_lines[index]);
    }

    /// <summary>Puts a line in. A text whose last line has no line end stays such a text.</summary>
    public void Insert(int index, string line)
    {
        if (index < Count || Count == 0 || LineEndOf(_lines[Count - 1]).Length > 0)
        {
            _lines.Insert(index, line + _lineEnd);
            return;
        }

        _lines[Count - 1] += _lineEnd;
        _lines.Add(line);
    }

    /// <summary>Takes a line out; the reverse of <see cref="Insert"/>.</summary>
    public void RemoveAt(int index)
    {
        bool wasOpen = LineEndOf(_lines[index]).Length == 0;
        _lines.RemoveAt(index);
        if (wasOpen && Count > 0)
        {
            _lines[Count - 1] = this[Count - 1];
        }
    }

    public override string ToString() => string.Concat(_lines);

    private static string LineEndOf(string line) => line.Substring(line.TrimEnd(LineEndCharacters).Length);

    private static bool IsCrLf(string text, int index) => text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n';
}
