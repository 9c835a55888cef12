using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class PatListTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("all", 7)]
    [InlineData("active", 5)]
    [InlineData("Expired", 1)]
    [InlineData("revoked", 1)]
    public async Task A_filter_shows_the_tokens_of_that_status(string filter, int count)
    {
        JsonNode page = (await ListAsync($"displayFilterOption={filter}")).MustBe(200).Json;

        Assert.Equal(count, page["patTokens"]!.AsArray().Count);
        Assert.Equal("", (string?)page["continuationToken"]);
    }

    [Theory]
    [InlineData("active", 5)]
    [InlineData("all", 7)]
    public async Task Which_tokens_show_without_a_filter_can_be_switched(string preset, int count)
    {
        await SwitchAsync($$"""{"defaultFilter":"{{preset}}"}""");

        Assert.Equal(count, (await ListAsync("")).Json["patTokens"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_list_shows_own_tokens_of_the_organization_and_global_ones_without_their_values()
    {
        JsonArray tokens = (await ListAsync("displayFilterOption=all")).Json["patTokens"]!.AsArray();
        JsonNode state = (await Client.GetAsync("_emulator/state")).Json;

        string contoso = (string)state["organizations"]!.AsArray().Single(item => (string?)item!["name"] == "contoso")!["id"]!;
        Assert.All(tokens, token =>
        {
            Assert.Null(token!["token"]);
            Assert.True(token.AsObject().ContainsKey("token"));
            Assert.True(token["targetAccounts"] is null || (string?)token["targetAccounts"]![0] == contoso);
        });
        Assert.Single(tokens, token => token!["targetAccounts"] is null);
        Assert.DoesNotContain(tokens, token => ((string)token!["displayName"]!).Contains("ben", StringComparison.Ordinal));
        Assert.DoesNotContain(tokens, token => (string?)token!["displayName"] == "work item sync");
    }

    [Theory]
    [InlineData("displayName", true)]
    [InlineData("displayName", false)]
    [InlineData("displayDate", true)]
    [InlineData("displayDate", false)]
    [InlineData("status", true)]
    public async Task Pages_go_on_in_order_and_leave_nothing_out(string sort, bool ascending)
    {
        await SeedManyAsync(250);
        string query = $"displayFilterOption=all&sortByOption={sort}&isSortAscending={ascending}";

        List<JsonNode> tokens = await AllAsync(query + "&$top=40");

        Assert.Equal(257, tokens.Select(token => (string)token["authorizationId"]!).Distinct().Count());
        Assert.Equal(257, tokens.Count);
        IEnumerable<string> keys = tokens.Select(token => sort == "displayName"
            ? ((string)token["displayName"]!).ToUpperInvariant()
            : (string)token["validTo"]!);
        if (sort != "status")
        {
            Assert.Equal(ascending ? keys.Order(StringComparer.Ordinal) : keys.OrderDescending(StringComparer.Ordinal), keys);
        }
    }

    [Fact]
    public async Task Revoking_while_listing_skips_no_other_token()
    {
        await SeedManyAsync(250);
        string authorization = await Client.SignInAsync(Ada);
        JsonNode first = (await Client.ListAsync(authorization, "displayFilterOption=active&sortByOption=displayName&isSortAscending=true")).Json;
        foreach (JsonNode? token in first["patTokens"]!.AsArray().Take(50))
        {
            (await Client.RevokeAsync(authorization, (string)token!["authorizationId"]!)).MustBe(204);
        }

        string next = Uri.EscapeDataString((string)first["continuationToken"]!);
        JsonNode second = (await Client.ListAsync(authorization, $"displayFilterOption=active&sortByOption=displayName&isSortAscending=true&continuationToken={next}")).Json;

        string last = ((string)first["patTokens"]![99]!["displayName"]!).ToUpperInvariant();
        Assert.Equal(100, second["patTokens"]!.AsArray().Count);
        Assert.Equal(Number(last) + 1, Number((string)second["patTokens"]![0]!["displayName"]!));

        static int Number(string name) => int.Parse(name[^5..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Revoking_while_listing_skips_as_many_tokens_where_a_continuation_is_an_offset()
    {
        await SeedManyAsync(250);
        await SeedAsync("""{"behaviour":{"continuationIsOffset":true}}""");
        string authorization = await Client.SignInAsync(Ada);
        const string Query = "displayFilterOption=active&sortByOption=displayName&isSortAscending=false";
        Assert.Equal(255, (await AllAsync(Query + "&$top=40", authorization)).Select(token => (string)token["authorizationId"]!).Distinct().Count());
        JsonNode first = (await Client.ListAsync(authorization, Query)).Json;
        foreach (JsonNode? token in first["patTokens"]!.AsArray().Take(50))
        {
            (await Client.RevokeAsync(authorization, (string)token!["authorizationId"]!)).MustBe(204);
        }

        List<JsonNode> left = await AllAsync(Query, authorization);
        string next = Uri.EscapeDataString((string)first["continuationToken"]!);
        JsonNode second = (await Client.ListAsync(authorization, $"{Query}&continuationToken={next}")).Json;

        Assert.Equal((string?)left[100]["displayName"], (string?)second["patTokens"]![0]!["displayName"]);
    }

    [Theory]
    [InlineData("", 100)]
    [InlineData("$top=1000", 100)]
    [InlineData("%24top=7", 7)]
    public async Task A_page_has_a_hundred_tokens_at_most(string query, int count)
    {
        await SeedManyAsync(150);

        JsonNode page = (await ListAsync("displayFilterOption=all&" + query)).Json;

        Assert.Equal(count, page["patTokens"]!.AsArray().Count);
        Assert.NotEqual("", (string?)page["continuationToken"]);
    }

    [Theory]
    [InlineData("displayFilterOption=active&sortByOption=displayName&isSortAscending=true")]
    [InlineData("displayFilterOption=all")]
    [InlineData("displayFilterOption=all&sortByOption=displayName&isSortAscending=true")]
    public async Task A_page_cannot_be_continued_with_other_options(string other)
    {
        await SeedManyAsync(150);
        JsonNode first = (await ListAsync("displayFilterOption=all&sortByOption=displayName")).Json;
        string next = Uri.EscapeDataString((string)first["continuationToken"]!);

        (await ListAsync($"{other}&continuationToken={next}")).MustFailWith(400, "ArgumentException");
    }

    [Theory]
    [InlineData("displayFilterOption=nonsense")]
    [InlineData("sortByOption=owner")]
    [InlineData("$top=0")]
    [InlineData("$top=-1")]
    [InlineData("isSortAscending=perhaps")]
    [InlineData("continuationToken=nonsense")]
    public async Task Nonsense_is_refused(string query) => (await ListAsync(query)).MustFailWith(400, "ArgumentException");

    [Fact]
    public async Task A_list_follows_what_is_created_renamed_and_revoked()
    {
        string authorization = await Client.SignInAsync(Ada);
        const string Query = "displayFilterOption=active&sortByOption=displayName&isSortAscending=true";
        await AllAsync(Query, authorization);
        string first = (string)(await Client.CreateGoodAsync(authorization, name: "!a"))["authorizationId"]!;
        string second = (string)(await Client.CreateGoodAsync(authorization, name: "!b"))["authorizationId"]!;
        Assert.Equal([first, second], await BeginAsync());

        (await Client.UpdateAsync(authorization, $$"""{"authorizationId":"{{first}}","displayName":"!c"}""")).MustBe(200);
        Assert.Equal([second, first], await BeginAsync());

        (await Client.RevokeAsync(authorization, second)).MustBe(204);
        Assert.Equal(first, (await BeginAsync())[0]);

        async Task<string[]> BeginAsync() =>
            [.. (await AllAsync(Query + "&$top=1", authorization)).Take(2).Select(token => (string)token["authorizationId"]!)];
    }

    [Fact]
    public async Task The_path_is_not_sensitive_to_case()
    {
        string authorization = await Client.SignInAsync(Ada);

        (await Client.GetAsync("VSSPS.dev.azure.com/Contoso/_apis/Tokens/Pats?api-version=7.2-preview.1", authorization)).MustBe(200);
    }

    [Fact]
    public async Task Ten_thousand_tokens_are_listed_quickly()
    {
        await SeedManyAsync(10_000);
        string authorization = await Client.SignInAsync(Ada);

        List<JsonNode> tokens = await AllAsync("displayFilterOption=active&sortByOption=displayDate", authorization);

        Assert.Equal(10_005, tokens.Count);
        double[] milliseconds = [.. (await Client.GetAsync("_emulator/requests")).Json.AsArray()
            .Where(request => (string?)request!["host"] == "vssps.dev.azure.com")
            .Select(request => (double)request!["milliseconds"]!)
            .Order()];
        Assert.Equal(101, milliseconds.Length);
        Assert.True(milliseconds[50] < 100, $"The median page took {milliseconds[50]} ms.");
    }

    private async Task<Answer> ListAsync(string query) => await Client.ListAsync(await Client.SignInAsync(Ada), query);

    private Task SeedManyAsync(int count) => SeedAsync(
        $$"""{"tokens":[{"owner":"{{Ada}}","displayName":"generated","organizations":["contoso"],"validFrom":"-3d","validTo":"+40d","count":{{count}}}]}""");

    private async Task<List<JsonNode>> AllAsync(string query, string? authorization = null)
    {
        authorization ??= await Client.SignInAsync(Ada);
        List<JsonNode> all = [];
        string next = "";
        do
        {
            JsonNode page = (await Client.ListAsync(authorization, $"{query}&continuationToken={Uri.EscapeDataString(next)}")).MustBe(200).Json;
            all.AddRange(page["patTokens"]!.AsArray()!);
            next = (string)page["continuationToken"]!;
        }
        while (next.Length > 0);
        return all;
    }
}
