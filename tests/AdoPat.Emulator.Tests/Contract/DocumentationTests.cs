using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Tests.Running;
using AdoPat.Tests.Support;
using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>docs/emulator.md can be taken at its word.</summary>
public class DocumentationTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "emulator.md"));

    [Fact]
    public async Task Every_example_is_accepted()
    {
        JsonNode[] examples = [.. Regex.Matches(Page, "```json\n(.*?)```", RegexOptions.Singleline).Select(match => JsonNode.Parse(match.Groups[1].Value)!)];
        Assert.Equal(10, examples.Length);

        foreach (JsonNode example in examples)
        {
            await (example switch
            {
                JsonArray => FaultsAsync(example.ToJsonString()),
                _ when example["uri"] is not null => Task.CompletedTask,
                _ => SeedAsync(example.ToJsonString()),
            });
        }

        JsonNode state = (await Client.GetAsync("_emulator/state")).MustBe(200).Json;
        Assert.Equal(10_016, state["tokens"]!.AsArray().Count);
        Assert.Equal(50, (int)state["behaviour"]!["throttling"]!["budget"]!);
    }

    [Fact]
    public void Every_option_is_described()
    {
        foreach (Match option in Regex.Matches(CommandLine.HelpText, "^  (--[a-z-]+)", RegexOptions.Multiline))
        {
            Assert.True(option.Groups[1].Value == "--help" || Page.Contains($"| `{option.Groups[1].Value}", StringComparison.Ordinal), option.Value);
        }
    }

    private async Task FaultsAsync(string rules) => (await Client.SendAsync(HttpMethod.Post, "_emulator/faults", Body.Json(rules))).MustBe(200);
}
