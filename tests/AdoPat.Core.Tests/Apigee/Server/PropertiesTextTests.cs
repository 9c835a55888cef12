using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using AdoPat.Apigee.Server;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Server;

public class PropertiesTextTests
{
    private const string Key = TokenSearchLimit.Key;

    [Theory]
    [InlineData("", Key + " = 7\n")]
    [InlineData("a=1\n", "a=1\n" + Key + " = 7\n")]
    [InlineData("a=1\r\nb=2", "a=1\r\nb=2\r\n" + Key + " = 7")]
    [InlineData("a=1\\\n", "a=1\\\n\n" + Key + " = 7\n")]
    [InlineData("# " + Key + " = 50\n", "# " + Key + " = 50\n" + Key + " = 7\n")]
    [InlineData("! " + Key + " = 50\n", "! " + Key + " = 50\n" + Key + " = 7\n")]
    [InlineData("a = \\\n  " + Key + " = 50\n", "a = \\\n  " + Key + " = 50\n" + Key + " = 7\n")]
    [InlineData(Key + "_of_another = 50\n", Key + "_of_another = 50\n" + Key + " = 7\n")]
    [InlineData("a = \\\\\n" + Key + " = 50\n", "a = \\\\\n" + Key + " = 7\n")]
    [InlineData("# ends so \\\n" + Key + " = 50\n", "# ends so \\\n" + Key + " = 7\n")]
    [InlineData(Key + "=50", Key + "=7")]
    [InlineData("\t " + Key + " : 50 \r\nb=2\n", "\t " + Key + " : 7\r\nb=2\n")]
    [InlineData(Key + "  50\n", Key + "  7\n")]
    [InlineData(Key + "=\n", Key + "=7\n")]
    [InlineData(Key + "=1\nb=2\n" + Key + "=3\n", Key + "=7\nb=2\n" + Key + "=7\n")]
    public void A_key_gets_its_value_and_all_else_stays(string before, string after)
    {
        Assert.Equal(after, PropertiesText.With(before, Key, "7"));
        Assert.Equal("7", PropertiesText.Read(after, Key));
    }

    [Fact]
    public void A_value_over_several_lines_is_refused() =>
        Assert.Throws<InvalidDataException>(() => PropertiesText.With(Key + " = 5\\\n   0\n", Key, "7"));

    [Fact]
    public void In_any_file_the_key_is_read_afterwards_and_no_other_line_is_changed() => Prop.ForAll(Files.ToArbitrary(), text =>
    {
        string changed = PropertiesText.With(text, Key, "7");
        return PropertiesText.Read(changed, Key) == "7" && PropertiesText.With(changed, Key, "7") == changed && Others(changed) == Others(text);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    // A last line without an end gets one when a line follows it.
    private static string Others(string text) => string.Concat(Regex.Split(text, "(?<=\n|\r(?!\n))").Where(line => !Regex.IsMatch(line, $"^\\s*{Key}\\b"))).TrimEnd('\r', '\n');

    private static Gen<string> Files =>
        from lines in Gen.Elements(
            "", "  ", "# a comment", "! another \\", "a=1", "b : 2  ", "c 3", "\u00e9=\u00fc", "path=C\\:\\\\x", "  indented=yes", "empty=", "on\\=e = 1", $"{Key}=50", $" {Key} = 1000 ", $"#{Key}=1")
            .ListOf()
        from end in Gen.Elements("\n", "\r\n", "\r")
        from isOpen in Gen.Elements(true, false)
        let text = string.Concat(lines.Select(line => line + end))
        select isOpen ? text.TrimEnd('\r', '\n') : text;
}
