using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AdoPat.Reports;
using AdoPat.Secrets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Reports;

/// <summary>Whatever the names are, each format says what it would say with harmless ones, and nothing of them means anything in it.</summary>
public class ReportEscapingTests
{
    private static readonly string[] HarmlessTags = TagsOf(ReportSamples.ReportOf("name").Text(ReportFormat.Html));

    [Fact]
    public void A_page_has_the_same_elements_and_attributes_whatever_the_names_are() =>
        Holds(text => TagsOf(ReportSamples.ReportOf(text).Text(ReportFormat.Html)).SequenceEqual(HarmlessTags));

    [Fact]
    public void A_page_shows_the_names_as_they_are() =>
        Holds(text => System.Net.WebUtility.HtmlDecode(ReportSamples.ReportOf(text).Text(ReportFormat.Html)).Contains($"<bdi>{ReportText.Clean(text)}</bdi>", StringComparison.Ordinal));

    [Fact]
    public void A_table_has_as_many_cells_in_every_line_whatever_the_names_are() =>
        Holds(text => ReportSamples.ReportOf(text).Lines(ReportFormat.Csv) is [.. { Length: 3 } lines, ""] && lines.All(line => CellsOf(line, ',').Count == 15));

    [Fact]
    public void No_cell_of_a_table_begins_a_formula_whichever_sign_separates_the_cells() =>
        Holds(text => ReportSamples.ReportOf(text).Lines(ReportFormat.Csv)
            .All(line => ",;".All(separator => CellsOf(line, separator).All(cell => !Regex.IsMatch(cell, """^[\s"]*[=+\-@]""")))));

    [Fact]
    public void A_cell_of_a_table_is_the_name_but_for_the_apostrophes_that_make_it_a_text() =>
        Holds(text => CellsOf(CsvCell.Of(ReportText.Clean(text)), ',').Single().Replace("'", "", StringComparison.Ordinal) == ReportText.Clean(text).Replace("'", "", StringComparison.Ordinal));

    [Fact]
    public void A_calendar_has_the_same_lines_whatever_the_names_are_and_none_is_longer_than_75_bytes() =>
        Holds(text =>
        {
            string calendar = ReportSamples.ReportOf(text).Text(ReportFormat.Calendar);
            string[] lines = calendar.Split("\r\n");
            string[] unfolded = calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
            return lines.All(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Any(char.IsControl))
                && unfolded.Select(line => line.Split(':')[0]).SequenceEqual(
                    ReportSamples.ReportOf("x").Text(ReportFormat.Calendar).Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(':')[0]));
        });

    [Fact]
    public void A_text_of_a_calendar_is_the_name_when_it_is_read() =>
        Holds(text => ReportText.Clean(text) is var clean && Unescape(CalendarLine.Escape(clean)) == clean);

    [Fact]
    public void Markdown_has_as_many_lines_and_cells_whatever_the_names_are() =>
        Holds(text => Shape(ReportSamples.ReportOf(text)).SequenceEqual(Shape(ReportSamples.ReportOf("x"))));

    [Fact]
    public void Markdown_shows_the_names_as_they_are_and_every_sign_of_it_is_escaped() =>
        Holds(text => ReportText.Clean(text) is var clean && MarkdownText.Of(clean) is var escaped
            && Regex.Replace(escaped, @"\\(.)", "$1") == clean && !Regex.IsMatch(Regex.Replace(escaped, @"\\.", ""), @"[\\`*_\[\]<>|~&@#:]"));

    [Fact]
    public void JSON_has_the_names_as_they_are() =>
        Holds(text =>
        {
            using JsonDocument json = JsonDocument.Parse(ReportSamples.ReportOf(text).ToBytes(ReportFormat.Json));
            return json.RootElement.GetProperty("tokens")[0].GetProperty("name").GetString() == Whole(Redaction.Redact(text));
        });

    [Fact]
    public void A_text_from_outside_becomes_one_line_without_marks_that_turn_it_round() =>
        Holds(text => ReportText.Clean(text) is var clean && clean == ReportText.Clean(clean) && clean.EnumerateRunes().All(rune => !Rune.IsControl(rune) && rune.Value is not (>= 0x202A and <= 0x202E)));

    private static void Holds(Func<string, bool> law) => Prop.ForAll(ReportSamples.AnyName, law).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    // Half a character cannot be written in UTF-8.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // The tags with the names of their attributes; the texts of the attributes differ. The style and the script are not looked into.
    private static string[] TagsOf(string page) =>
    [
        .. Regex.Matches(Regex.Replace(page, "(?s)(<style>|<script>).*?(</style>|</script>)", "$1$2"), """<(?:[^<>"]|"[^"]*")*>""")
            .Select(tag => Regex.Replace(tag.Value, "\"[^\"]*\"", "\"\"")),
    ];

    // As a spreadsheet reads a line: a quote means something at the beginning of a cell and within a cell that began with one.
    private static List<string> CellsOf(string line, char separator)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append(line[i++]);
            }
            else if (line[i] == '"' && (isQuoted || cell.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (line[i] == separator && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        return [.. cells, cell.ToString()];
    }

    private static string Unescape(string value) => Regex.Replace(value, @"\\(.)", match => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value);

    private static int[] Shape(PatReport report) =>
        [.. report.Lines(ReportFormat.Markdown).Select(line => line.StartsWith('|') ? Regex.Count(Regex.Replace(line, @"\\.", ""), @"\|") : 0)];
}
