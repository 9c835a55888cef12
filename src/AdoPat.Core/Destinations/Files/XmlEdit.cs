using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Destinations.Files;

/// <summary>Puts lines into an XML text and takes elements out, in the way it is indented.</summary>
internal static class XmlEdit
{
    private const string DefaultIndent = "  ";

    /// <summary>Adds lines at the end of an element. A tab at the beginning of a line stands for a step of indentation.</summary>
    public static string Append(string text, XmlSpan element, IReadOnlyList<string> lines)
    {
        string lineEnd = LineEndOf(text);
        string step = StepOf(text, element);
        string indent = IndentAt(text, element.Start) ?? "";
        string added = string.Concat(lines.Select(line => indent + step + Indented(line, step) + lineEnd));
        if (element.IsEmpty)
        {
            int slash = text.LastIndexOf('/', element.End - 1);
            string open = text.Substring(0, slash).TrimEnd();
            return $"{open}>{lineEnd}{added}{indent}</{element.Name}>{text.Substring(element.End)}";
        }

        int lineStart = element.ContentEnd - (IndentAt(text, element.ContentEnd)?.Length ?? 0);
        return IndentAt(text, element.ContentEnd) is not null
            ? text.Insert(lineStart, added)
            : text.Insert(element.ContentEnd, lineEnd + added + indent);
    }

    /// <summary>Takes an element out, and its line when nothing else stands there.</summary>
    public static string Remove(string text, XmlSpan element)
    {
        int start = element.Start - (IndentAt(text, element.Start)?.Length ?? 0);
        int end = element.End;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        bool isAlone = IndentAt(text, element.Start) is not null && end < text.Length && text[end] is '\r' or '\n';
        if (!isAlone)
        {
            return text.Remove(element.Start, element.End - element.Start);
        }

        end += text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1;
        return text.Remove(start, end - start);
    }

    private static string Indented(string line, string step) =>
        line.TrimStart('\t') is var rest ? string.Concat(Enumerable.Repeat(step, line.Length - rest.Length)) + rest : line;

    /// <summary>The white space before a position; null when something else stands before it in its line.</summary>
    private static string? IndentAt(string text, int position)
    {
        int start = position;
        while (start > 0 && text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        return start == 0 || text[start - 1] is '\r' or '\n' ? text.Substring(start, position - start) : null;
    }

    private static string StepOf(string text, XmlSpan element)
    {
        XmlSpan root = element;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Children.Select(child => IndentAt(text, child.Start)).FirstOrDefault(indent => indent?.Length > 0) ?? DefaultIndent;
    }

    private static string LineEndOf(string text)
    {
        int index = text.IndexOfAny(['\r', '\n']);
        return index < 0 ? Environment.NewLine : text[index] == '\n' ? "\n" : text.Length > index + 1 && text[index + 1] == '\n' ? "\r\n" : "\r";
    }
}
