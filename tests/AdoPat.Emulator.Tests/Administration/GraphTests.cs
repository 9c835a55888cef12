using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Administration;

public class GraphTests(EmulatorFixture fixture) : AdministrationTest(fixture)
{
    private const string Graph = "vssps.dev.azure.com/contoso/_apis/graph";

    [Fact]
    public async Task The_users_of_an_organization_are_described()
    {
        await SeedAsync(
            $$"""
            {"users":[{"upn":"cleo_live.test#EXT#@contoso.test","mail":"cleo@live.test","displayName":"Cleo","tenant":"live.test"},{"upn":"dan@outlook.test","origin":"msa"}],
             "organizations":[{"name":"contoso","administrators":["{{Ada}}"],"members":["cleo_live.test#EXT#@contoso.test","dan@outlook.test"]}]}
            """);

        JsonNode list = (await Client.GetAsync($"{Graph}/users?subjectTypes=aad,msa&{Version}", Authorization)).MustBe(200).Json;

        JsonNode[] users = [.. list["value"]!.AsArray().OrderBy(user => (string?)user!["principalName"]).Select(user => user!)];
        Assert.Equal([Ada, "cleo_live.test#EXT#@contoso.test", "dan@outlook.test"], users.Select(user => (string)user["principalName"]!));
        Assert.Equal(["member", "guest", null], users.Select(user => (string?)user["metaType"]));
        Assert.Equal(["aad", "aad", "msa"], users.Select(user => (string)user["origin"]!));
        Assert.Equal("cleo@live.test", (string?)users[1]["mailAddress"]);
        Assert.All(users, user => Assert.StartsWith((string)user["origin"]! + ".", (string?)user["descriptor"]));
        Assert.Equal(await DescriptorAsync(Ada), (string?)users[0]["descriptor"]);
    }

    [Theory]
    [InlineData("", "Ada Lovelace|Ben Nassar|Project Collection Build Service (contoso)")]
    [InlineData("subjectTypes=aad,msa", "Ada Lovelace|Ben Nassar")]
    [InlineData("subjectTypes=msa", "")]
    [InlineData("subjectTypes=svc", "Project Collection Build Service (contoso)")]
    public async Task Kinds_of_subjects_are_chosen(string query, string names)
    {
        JsonNode list = (await Client.GetAsync($"{Graph}/users?{query}&{Version}", Authorization)).MustBe(200).Json;

        Assert.Equal(names, string.Join('|', list["value"]!.AsArray().Select(user => (string)user!["displayName"]!).Order()));
    }

    [Fact]
    public async Task Pages_are_continued_by_a_header()
    {
        await SwitchAsync("""{"usersPerPage":10}""");
        string[] names = [.. Enumerable.Range(0, 30).Select(number => $"user{number:D2}@contoso.test")];
        await SeedAsync(
            $$"""
            {"users":[{{string.Join(',', names.Select(name => $$"""{"upn":"{{name}}"}"""))}}],
             "organizations":[{"name":"contoso","administrators":["{{Ada}}"],"members":[{{string.Join(',', names.Select(name => $"\"{name}\""))}}]}]}
            """);
        List<string> found = [];
        List<int> pages = [];
        string? next = "";
        while (next is not null)
        {
            Answer page = (await Client.GetAsync($"{Graph}/users?subjectTypes=aad,msa&continuationToken={next}&{Version}", Authorization)).MustBe(200);
            found.AddRange(page.Json["value"]!.AsArray().Select(user => (string)user!["principalName"]!));
            pages.Add((int)page.Json["count"]!);
            next = page.Header("X-MS-ContinuationToken");
        }

        Assert.Equal([10, 10, 10, 1], pages);
        Assert.Equal(names.Prepend(Ada), found.Order());
    }

    [Fact]
    public async Task A_continuation_that_is_none_is_refused() =>
        (await Client.GetAsync($"{Graph}/users?continuationToken=x&{Version}", Authorization)).MustFailWith(400, "ArgumentException");

    [Fact]
    public async Task A_descriptor_is_told_by_the_id()
    {
        JsonNode state = (await Client.GetAsync("_emulator/state")).Json;
        string id = (string)state["users"]!.AsArray().Single(user => (string?)user!["upn"] == Ben)!["id"]!;

        Assert.Equal(await DescriptorAsync(), (string?)(await Client.GetAsync($"{Graph}/descriptors/{id}?{Version}", Authorization)).MustBe(200).Json["value"]);
        (await Client.GetAsync($"{Graph}/descriptors/{Guid.Empty}?{Version}", Authorization)).MustFailWith(404, "IdentityNotFoundException");
    }

    [Theory]
    [InlineData("""{"query":"BEN@","subjectKind":["User"]}""", 1)]
    [InlineData("""{"query":"Ada L"}""", 1)]
    [InlineData("""{"query":"ben","subjectKind":["Group"]}""", 0)]
    public async Task A_search_finds_names_by_their_beginning(string query, int count)
    {
        Answer answer = await Client.SendAsync(HttpMethod.Post, $"{Graph}/subjectquery?{Version}", Body.Json(query), Authorization);

        Assert.Equal(count, (int)answer.MustBe(200).Json["count"]!);
    }

    [Fact]
    public async Task A_search_for_nothing_is_refused() =>
        (await Client.SendAsync(HttpMethod.Post, $"{Graph}/subjectquery?{Version}", Body.Json("{}"), Authorization)).MustFailWith(400, "ArgumentNullException");

    [Fact]
    public async Task The_rights_of_the_access_token_count()
    {
        string other = await Client.SignInAsync(Ben, $"{EmulatorClient.AzureDevOps}/vso.pats openid");
        string right = await Client.SignInAsync(Ben, $"{EmulatorClient.AzureDevOps}/vso.graph openid");

        (await Client.GetAsync($"{Graph}/users?{Version}", other)).MustBe(401);
        (await Client.GetAsync($"{Graph}/users?{Version}", right)).MustBe(200);
    }
}
