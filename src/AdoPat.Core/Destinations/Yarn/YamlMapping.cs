using System;
using System.Collections.Generic;
using System.IO;
using AdoPat.Destinations.Files;

namespace AdoPat.Destinations.Yarn;

/// <summary>
/// Reads the block mappings of a YAML file by their indentation. It knows the plain style in which such files are written
/// by Yarn and by people, and refuses whatever else it meets: guessing would destroy somebody's settings.
/// </summary>
internal static class YamlMapping
{
    /// <summary>The entries of the whole file.</summary>
    public static List<YamlEntry> ReadAll(TextLines lines)
    {
        int start = 0;
        while (start < lines.Count && IsBlank(lines[start]))
        {
            start++;
        }

        bool hasStart = start < lines.Count && lines[start].TrimEnd(' ') == "---";
        List<YamlEntry> entries = Read(lines, hasStart ? start + 1 : start, lines.Count, mayHoldLists: true);
        foreach (YamlEntry entry in entries)
        {
            if (entry.Indent > 0 || IsOpenFlow(lines[entry.Line], entry))
            {
                throw Refusal(entry.Line);
            }
        }

        return entries;
    }

    /// <summary>The entries inside another one.</summary>
    public static List<YamlEntry> ReadInside(TextLines lines, YamlEntry entry)
    {
        for (int index = entry.Line; index < entry.End; index++)
        {
            // Here a line that looks like a comment may be none.
            if (YamlEntry.Read(lines[index]) is { Value: null } opened && lines[index][opened.ValueStart] is '|' or '>')
            {
                throw Refusal(index);
            }
        }

        return entry.Value?.Length == 0 ? Read(lines, entry.Line + 1, entry.End, mayHoldLists: false) : throw Refusal(entry.Line);
    }

    /// <summary>What is said of a line that is not understood. The line itself is not shown.</summary>
    public static InvalidDataException Refusal(int line) => new(
        $"is written in a style of YAML that AdoPat does not change (line {line + 1}). Write it with one 'key: value' in a line, indented with spaces.");

    private static List<YamlEntry> Read(TextLines lines, int start, int end, bool mayHoldLists)
    {
        List<YamlEntry> entries = [];
        for (int index = start; index < end; index++)
        {
            string line = lines[index];
            if (IsBlank(line))
            {
                continue;
            }

            int indent = line.Length - line.TrimStart(' ').Length;
            bool isInside = entries.Count > 0 && (indent > entries[0].Indent || (mayHoldLists && indent == entries[0].Indent && IsListItem(line, indent)));
            if (line[indent] == '\t' || (entries.Count > 0 && indent < entries[0].Indent))
            {
                throw Refusal(index);
            }

            if (!isInside)
            {
                YamlEntry entry = YamlEntry.Read(line) ?? throw Refusal(index);
                entry.Line = index;
                entries.Add(entry);
            }

            entries[entries.Count - 1].End = index + 1;
        }

        return entries;
    }

    private static bool IsListItem(string line, int indent) => line[indent] == '-' && (indent + 1 == line.Length || line[indent + 1] == ' ');

    private static bool IsBlank(string line) => line.TrimStart(' ') is var text && (text.Trim().Length == 0 || text[0] == '#');

    // A quotation or a bracket that goes on in the next line could have lines in it that look like keys.
    private static bool IsOpenFlow(string line, YamlEntry entry) => entry.Value is null && line[entry.ValueStart] switch
    {
        '{' => !line.TrimEnd().EndsWith("}", StringComparison.Ordinal),
        '[' => !line.TrimEnd().EndsWith("]", StringComparison.Ordinal),
        '|' or '>' or '&' or '*' or '!' or '@' => false,
        _ => true,
    };
}
