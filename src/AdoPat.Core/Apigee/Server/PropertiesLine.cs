namespace AdoPat.Apigee.Server;

/// <summary>A line of a Java properties file that gives a key a value.</summary>
/// <param name="Key">The key, as it is written.</param>
/// <param name="Value">The value, with white space at its end, which belongs to it.</param>
/// <param name="Start">Where the value begins in the line.</param>
internal sealed record PropertiesLine(string Key, string Value, int Start)
{
    private static readonly char[] WhiteSpace = [' ', '\t', '\f'];

    /// <summary>Whether the next line belongs to this one, which is no comment.</summary>
    public static bool GoesOn(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    /// <summary>Reads a line; null for a comment and for one with nothing in it.</summary>
    public static PropertiesLine? Read(string line)
    {
        int start = AfterSpace(line, 0);
        if (start == line.Length || line[start] is '#' or '!')
        {
            return null;
        }

        int end = start;
        while (end < line.Length && line[end] is not ('=' or ':' or ' ' or '\t' or '\f'))
        {
            end += line[end] == '\\' ? 2 : 1;
        }

        end = end > line.Length ? line.Length : end;
        int value = AfterSpace(line, end);
        value = value < line.Length && line[value] is '=' or ':' ? AfterSpace(line, value + 1) : value;
        return new PropertiesLine(line.Substring(start, end - start), line.Substring(value), value);
    }

    private static int AfterSpace(string line, int index) => line.Length - line.Substring(index).TrimStart(WhiteSpace).Length;
}
