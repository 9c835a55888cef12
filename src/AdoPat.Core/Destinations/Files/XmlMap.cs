using System.Collections.Generic;
using System.IO;
using System.Xml;

namespace AdoPat.Destinations.Files;

/// <summary>Finds out where the elements of an XML text stand, so that it can be changed without being written anew.</summary>
internal static class XmlMap
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Reads a text.</summary>
    /// <returns>The root element.</returns>
    /// <exception cref="InvalidDataException">It is no XML, or has a document type.</exception>
    public static XmlSpan Read(string text)
    {
        try
        {
            return ReadElements(text);
        }
        catch (XmlException failure)
        {
            // Not its text: that may have a piece of the file in it.
            throw new InvalidDataException($"is not a well-formed XML file (line {failure.LineNumber}, position {failure.LinePosition}).");
        }
    }

    private static XmlSpan ReadElements(string text)
    {
        int[] lineStarts = LineStarts(text);
        using XmlReader reader = XmlReader.Create(new StringReader(text), Settings);
        XmlSpan? current = null;
        XmlSpan? root = null;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                XmlSpan element = new(reader.Name, current, Position(reader, lineStarts) - 1);
                root ??= element;
                current?.Children.Add(element);
                bool isEmpty = reader.IsEmptyElement;
                int tagEnd = text.IndexOf('>', ReadAttributes(reader, element, text, lineStarts)) + 1;
                (element.ContentStart, element.ContentEnd, element.End) = (tagEnd, tagEnd, tagEnd);
                current = isEmpty ? current : element;
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                current!.ContentEnd = Position(reader, lineStarts) - 2;
                current.End = text.IndexOf('>', current.ContentEnd) + 1;
                current = current.Parent;
            }
        }

        return root!;
    }

    /// <summary>Reads the attributes of the current element.</summary>
    /// <returns>Where its start tag has nothing more than its end.</returns>
    private static int ReadAttributes(XmlReader reader, XmlSpan element, string text, int[] lineStarts)
    {
        int last = element.Start + 1 + element.Name.Length;
        while (reader.MoveToNextAttribute())
        {
            int name = Position(reader, lineStarts);
            int open = text.IndexOfAny(['"', '\''], name);
            int close = text.IndexOf(text[open], open + 1);
            element.Attributes[reader.Name] = (reader.Value, open + 1, close - open - 1);
            last = close + 1;
        }

        return last;
    }

    private static int Position(XmlReader reader, int[] lineStarts)
    {
        IXmlLineInfo place = (IXmlLineInfo)reader;
        return lineStarts[place.LineNumber - 1] + place.LinePosition - 1;
    }

    private static int[] LineStarts(string text)
    {
        List<int> starts = [0];
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                starts.Add(index + 1);
            }
        }

        return [.. starts];
    }
}
