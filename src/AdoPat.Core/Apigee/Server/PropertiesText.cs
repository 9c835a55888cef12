using System.Collections.Generic;
using System.IO;
using System.Linq;
using AdoPat.Destinations.Files;

namespace AdoPat.Apigee.Server;

/// <summary>The text of a Java properties file: one key gets a value, and everything else stays as it is.</summary>
internal static class PropertiesText
{
    /// <summary>The value of a key; null when there is none. The last one counts when there are several.</summary>
    public static string? Read(string text, string key) => Find(new TextLines(text), key).LastOrDefault().Line?.Value;

    /// <summary>Gives a key a value, wherever it stands; adds it at the end when it is nowhere.</summary>
    /// <exception cref="InvalidDataException">Its value goes over several lines.</exception>
    public static string With(string text, string key, string value)
    {
        TextLines lines = new(text);
        List<(int Index, PropertiesLine Line)> found = [.. Find(lines, key)];
        foreach ((int index, PropertiesLine line) in found)
        {
            if (PropertiesLine.GoesOn(line.Value))
            {
                throw new InvalidDataException($"has a value of {key} that goes over several lines. Write it on one line first.");
            }

            lines[index] = lines[index].Remove(line.Start) + value;
        }

        if (found.Count > 0)
        {
            return lines.ToString();
        }

        string added = $"{key} = {value}";
        if (lines.Count == 0)
        {
            return added + "\n"; // The servers run on Linux, wherever the file is made.
        }

        // A last line that goes on would take in what is added.
        if (PropertiesLine.GoesOn(lines[lines.Count - 1]))
        {
            lines.Insert(lines.Count, "");
        }

        lines.Insert(lines.Count, added);
        return lines.ToString();
    }

    private static IEnumerable<(int Index, PropertiesLine Line)> Find(TextLines lines, string key)
    {
        for (int index = 0; index < lines.Count; index++)
        {
            if (PropertiesLine.Read(lines[index]) is not { } line)
            {
                continue;
            }

            if (line.Key == key)
            {
                yield return (index, line);
            }

            while (PropertiesLine.GoesOn(lines[index]) && index + 1 < lines.Count)
            {
                index++;
            }
        }
    }
}
