using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class SearchTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    [Fact]
    public async Task Pages_lead_through_all_tokens_and_overlap_nowhere()
    {
        await EnableAsync();
        await SeedAsync("""{"apigeeTokens":[{"organization":"myorg","app":"weather","endUser":"some one+&","count":25}]}""");
        string query = "enduser=" + Uri.EscapeDataString("some one+&");

        JsonNode first = (await SearchAsync(query)).MustBe(200).Json;
        JsonNode second = (await SearchAsync($"{query}&limit=10&start={(string?)first["meta"]!["next"]}")).MustBe(200).Json;
        JsonNode last = (await SearchAsync($"{query}&limit=10&start={(string?)second["meta"]!["next"]}")).MustBe(200).Json;

        Assert.Equal("", (string?)first["meta"]!["start"]);
        Assert.Equal(10, (int)first["meta"]!["limit"]!);
        Assert.Equal(25, (int)first["meta"]!["totalResults"]!);
        Assert.Equal("some one+&", (string?)first["meta"]!["query"]!["endUser"]);
        Assert.Equal((string?)first["meta"]!["next"], (string?)second["list"]![0]);
        Assert.Equal(5, last["list"]!.AsArray().Count);
        Assert.False(last["meta"]!.AsObject().ContainsKey("next"));
        Assert.Equal(25, Tokens(first).Concat(Tokens(second)).Concat(Tokens(last)).Distinct().Count());
        Assert.All(Tokens(first), token => Assert.Equal(28, token.Length));
    }

    [Fact]
    public async Task An_end_user_an_app_or_both()
    {
        await EnableAsync();
        string weather = await AppIdAsync();
        string till = await AppIdAsync("dana+apps@myorg.test", "till and stock");

        Assert.Equal(5, await CountAsync("enduser=" + EndUser));
        Assert.Equal(5, await CountAsync("app=" + weather));
        Assert.Equal(1, await CountAsync($"app={till}&enduser={EndUser}"));
        await SwitchEdgeAsync("""{"filtersAreUnited":true}""");
        Assert.Equal(6, await CountAsync($"app={till}&enduser={EndUser}"));
    }

    [Theory]
    [InlineData("missing", null)]
    [InlineData("null", null)]
    [InlineData("empty", "")]
    [InlineData("itself", "token-2")]
    [InlineData("first", "token-0")]
    public async Task The_last_page_says_so_in_one_of_five_ways(string kind, string? next)
    {
        await EnableAsync();
        for (int number = 0; number < 3; number++)
        {
            await AddTokenAsync($"token-{number}", "\"endUser\":\"e\"");
        }

        await SwitchEdgeAsync($$"""{"lastPage":"{{kind}}"}""");

        JsonObject meta = (await SearchAsync("enduser=e&limit=2&start=token-2")).MustBe(200).Json["meta"]!.AsObject();

        Assert.Equal(kind != "missing", meta.ContainsKey("next"));
        Assert.Equal(next, (string?)meta["next"]);
        Assert.Equal("token-2", (string?)meta["start"]);
    }

    [Theory]
    [InlineData("", "parameters_missing")]
    [InlineData("enduser=", "parameters_missing")]
    [InlineData("enduser=nobody", "parameters_missing")]
    [InlineData("app=weather", "keymanagement.service.app_id_not_found")]
    [InlineData("enduser=bN4xQ7wKd2VsT9hR&limit=101", "InvalidValueForLimitParam")]
    [InlineData("enduser=bN4xQ7wKd2VsT9hR&limit=0", "InvalidValueForLimitParam")]
    [InlineData("enduser=bN4xQ7wKd2VsT9hR&limit=x", "InvalidValueForLimitParam")]
    [InlineData("enduser=bN4xQ7wKd2VsT9hR&start=gone", "keymanagement.service.invalid_access_token")]
    public async Task A_search_can_be_refused(string query, string code)
    {
        await EnableAsync();

        MustFail(await SearchAsync(query), 400, code);
    }

    [Fact]
    public async Task It_has_to_be_switched_on()
    {
        MustFail(await SearchAsync("enduser=" + EndUser), 400, "UnsupportedOperationRevoke");
        MustFail(await PostAsync("/oauth2/revoke?enduser=" + EndUser), 400, "UnsupportedOperationRevoke");
        await SwitchEdgeAsync("""{"searchCodesHaveArea":true}""");
        MustFail(await SearchAsync("enduser=" + EndUser), 400, "keymanagement.service.UnsupportedOperationRevoke");
    }

    [Fact]
    public async Task Its_switches_change_what_is_unknown_of_it()
    {
        await EnableAsync();
        await AddTokenAsync("a", "\"endUser\":\"e\"");
        await AddTokenAsync("b", "\"endUser\":\"e\",\"revokedAt\":\"-1m\"");
        await AddTokenAsync("c", "\"endUser\":\"e\",\"issuedAt\":\"-2h\",\"expiresAt\":\"-1h\"");
        await AddTokenAsync("d", "\"endUser\":\"e\",\"hiddenFromEndUser\":true");

        Assert.Equal(["a", "b", "c"], Tokens((await SearchAsync("enduser=e")).Json));
        await SwitchEdgeAsync("""{"revokedTokensAreListed":false,"expiredTokensAreListed":false,"earlierTokensAreFound":true,"searchNumbersAreText":true,"searchLimit":5,"unknownEndUserIsRefused":false,"unknownStart":"fromBeginning"}""");
        JsonNode page = (await SearchAsync("enduser=e&start=b")).MustBe(200).Json;
        Assert.Equal(["a", "d"], Tokens(page));
        Assert.Equal("2", (string?)page["meta"]!["totalResults"]);
        Assert.Equal("5", (string?)page["meta"]!["limit"]);
        MustFail(await SearchAsync("enduser=e&limit=6"), 400, "InvalidValueForLimitParam");
        Assert.Empty((await SearchAsync("enduser=nobody")).MustBe(200).Json["list"]!.AsArray());
        await SwitchEdgeAsync("""{"unknownStart":"empty"}""");
        Assert.Empty((await SearchAsync("enduser=e&start=b")).MustBe(200).Json["list"]!.AsArray());
    }

    [Fact]
    public async Task Tokens_are_purged_three_days_after_their_end()
    {
        await EnableAsync();
        await AddTokenAsync("short", "\"endUser\":\"e\"");
        await AddTokenAsync("refreshable", "\"endUser\":\"e\",\"refreshToken\":\"r\",\"refreshTokenExpiresAt\":\"+1d\"");
        await AddTokenAsync("endless", "\"endUser\":\"e\",\"neverExpires\":true");

        await MoveClockAsync("+75h");

        Assert.Equal(["refreshable", "endless"], Tokens((await SearchAsync("enduser=e")).Json));
        MustFail(await GetAsync("/oauth2/accesstokens/short"), 404, "keymanagement.service.AccessTokenDoesntExists");
        await MoveClockAsync("+22h");
        Assert.Equal(["endless"], Tokens((await SearchAsync("enduser=e")).Json));
    }

    [Fact]
    public async Task Answers_are_written_as_by_the_real_server()
    {
        await EnableAsync();
        await AddTokenAsync("a", "\"endUser\":\"e\"");

        Assert.Equal(
            "{\n  \"list\" : [ \"a\" ],\n  \"meta\" : {\n    \"limit\" : 10,\n    \"query\" : {\n      \"endUser\" : \"e\"\n    },\n    \"start\" : \"\",\n    \"totalResults\" : 1\n  }\n}",
            (await SearchAsync("enduser=e")).Text);
        Assert.Equal(
            "{\n  \"code\" : \"developer.service.DeveloperIdDoesNotExist\",\n  \"message\" : \"DeveloperId x does not exist in organization myorg\",\n  \"contexts\" : [ ]\n}",
            (await GetAsync("/developers/x")).MustBe(404).Text);
    }

    [Fact]
    public async Task No_token_gets_into_the_journal()
    {
        await EnableAsync();
        await AddTokenAsync("the-canary", "\"endUser\":\"e\",\"refreshToken\":\"the-canary-too\"");
        await SearchAsync("enduser=e&start=the-canary");
        await GetAsync("/oauth2/accesstokens/the-canary");
        await PostAsync("/oauth2/refreshtokens/the-canary-too?action=revoke");
        await Client.SendAsync(System.Net.Http.HttpMethod.Post, Gateway + "/oauth/client_credential/accesstoken?grant_type=client_credentials&client_id=emulator-weather-key&client_secret=the-canary");

        Answer journal = await Client.GetAsync("_emulator/requests");

        Assert.DoesNotContain("the-canary", journal.Text);
        string[] paths = [.. journal.Json.AsArray().Select(request => (string)request!["path"]! + (string)request["query"]!)];
        Assert.Contains(paths, path => path.EndsWith("/oauth2/search?enduser=e&start=***b173d617", StringComparison.Ordinal));
        Assert.Contains(paths, path => path.EndsWith("/oauth2/accesstokens/***b173d617", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_big_list_is_paged_quickly()
    {
        await EnableAsync();
        await SeedAsync("""{"apigeeTokens":[{"organization":"myorg","app":"weather","endUser":"many","count":5000}]}""");
        HashSet<string> found = [];
        string start = "";
        do
        {
            JsonNode page = (await SearchAsync($"enduser=many&limit=100&start={start}")).MustBe(200).Json;
            Assert.All(Tokens(page), token => Assert.True(found.Add(token)));
            start = (string?)page["meta"]!["next"] ?? "";
        }
        while (start.Length > 0);

        Assert.Equal(5000, found.Count);
    }

    private async Task<int> CountAsync(string query) => (await SearchAsync(query)).MustBe(200).Json["meta"]!["totalResults"]!.GetValue<JsonElement>().GetInt32();

    private static string[] Tokens(JsonNode page) => [.. page["list"]!.AsArray().Select(token => (string)token!)];
}
