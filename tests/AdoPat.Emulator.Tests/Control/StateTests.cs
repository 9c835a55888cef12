using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Control;

public class StateTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public async Task It_starts_with_two_organizations_two_users_and_a_dozen_tokens()
    {
        JsonNode state = await StateAsync();

        Assert.Equal(["contoso", "fabrikam"], state["organizations"]!.AsArray().Select(item => (string)item!["name"]!));
        Assert.All(state["organizations"]!.AsArray(), item => Assert.Equal([Ada], item!["administrators"]!.AsArray().Select(upn => (string)upn!)));
        Assert.Equal([Ada, Ben], state["users"]!.AsArray().Select(item => (string)item!["upn"]!));
        Assert.Equal(12, state["tokens"]!.AsArray().Count);
    }

    [Fact]
    public async Task Ids_are_the_same_in_every_run()
    {
        JsonNode state = await StateAsync();

        Assert.Equal("78b7e9fa-aac6-4155-bfd5-848df1c454d2", (string?)state["users"]![0]!["id"]);
        Assert.Equal("276cca6b-030e-4942-880d-fb31225a7934", (string?)state["organizations"]![0]!["id"]);
    }

    [Fact]
    public async Task The_state_is_a_seed_that_gives_the_same_state()
    {
        await Client.CreateGoodAsync(await Client.SignInAsync(Ada));
        await SeedAsync("""{"conditions":[{"kind":"mfaRequired","times":3}],"behaviour":{"refusalStatus":400,"throttling":{"budget":9}}}""");
        await SeedAsync(
            $$"""
            {"users":[{"upn":"dan@outlook.test","origin":"msa","mail":"dan@contoso.test"}],
             "organizations":[{"name":"third","administrators":["{{Ada}}"],"revocationRules":[{"scopes":"vso.code"}]}],
             "tokens":[{"owner":"{{Ada}}","displayName":"key","organizations":["third"],"isPublic":true}],
             "auditEvents":[{"organization":"third","actionId":"Token.SshCreateEvent","data":{"DisplayName":"key"} }]}
            """);
        await SeedAsync("""{"behaviour":{"apigee":{"lastPage":"first"}},"apigeeTokens":[{"organization":"myorg","app":"weather","shape":"issued","details":{"a":null},"count":3}]}""");
        JsonNode before = await StateAsync();

        (await Client.SendAsync(HttpMethod.Post, "_emulator/seed?replace=true", Body.Json(before.ToJsonString()))).MustBe(204);

        JsonNode after = await StateAsync();
        before["now"] = after["now"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
    }

    [Fact]
    public async Task A_seed_adds_to_what_is_there_and_replaces_what_has_the_same_name()
    {
        await SeedAsync(
            """
            {
              "$schema": "emulator-seed.schema.json",
              // Comments and trailing commas are fine.
              "users": [{ "upn": "ADA@contoso.test", "displayName": "Ada L." }, { "upn": "cid@contoso.test" }],
              "tokens": [{ "owner": "cid@contoso.test", "displayName": "t", "organizations": ["Contoso"], "token": "the-canary", "validTo": "+2h" }],
            }
            """);

        JsonNode state = await StateAsync();
        Assert.Equal(3, state["users"]!.AsArray().Count);
        Assert.Contains(state["users"]!.AsArray(), user => (string?)user!["displayName"] == "Ada L.");
        Assert.Equal(13, state["tokens"]!.AsArray().Count);
        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic("the-canary"))).MustBe(203);
        await SeedAsync("""{"organizations":[{"name":"contoso","members":["cid@contoso.test","ada@contoso.test"]}]}""");
        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic("the-canary"))).MustBe(200);
    }

    [Fact]
    public async Task A_token_with_a_known_id_is_replaced()
    {
        JsonNode token = await Client.CreateGoodAsync(await Client.SignInAsync(Ada));

        await SeedAsync($$"""{"tokens":[{"authorizationId":"{{(string?)token["authorizationId"]}}","owner":"{{Ada}}","displayName":"other","organizations":["contoso"],"revoked":true}]}""");

        JsonNode[] now = [.. (await StateAsync())["tokens"]!.AsArray().Where(item => (string?)item!["authorizationId"] == (string?)token["authorizationId"])!];
        Assert.Equal("other", (string?)Assert.Single(now)["displayName"]);
        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic((string)token["token"]!))).MustBe(203);
    }

    [Fact]
    public async Task Switches_that_are_not_named_stay_as_they_are()
    {
        await SwitchAsync("""{"refusalStatus":400,"throttling":{"budget":7}}""");
        await SwitchAsync("""{"revokeStatus":200,"throttling":{"delayedUnits":3}}""");

        JsonNode behaviour = (await StateAsync())["behaviour"]!;
        Assert.Equal((400, 200), ((int)behaviour["refusalStatus"]!, (int)behaviour["revokeStatus"]!));
        Assert.Equal((7, 3), ((int)behaviour["throttling"]!["budget"]!, (int)behaviour["throttling"]!["delayedUnits"]!));
    }

    [Theory]
    [InlineData("""{"usres":[]}""", "usres")]
    [InlineData("""{"users":[{"displayName":"x"}]}""", "upn")]
    [InlineData("""{"behaviour":{"tokenFormat":"oldest"}}""", "tokenFormat")]
    [InlineData("""{"tokens":[{"owner":"nobody@contoso.test","displayName":"t","global":true}]}""", "nobody@contoso.test")]
    [InlineData("""{"tokens":[{"owner":"ada@contoso.test","displayName":"t","organizations":["nowhere"]}]}""", "nowhere")]
    [InlineData("""{"tokens":[{"owner":"ada@contoso.test","displayName":"t"}]}""", "organizations")]
    [InlineData("""{"tokens":[{"owner":"ada@contoso.test","displayName":"t","global":true,"organizations":["contoso"]}]}""", "organizations")]
    [InlineData("""{"tokens":[{"owner":"ada@contoso.test","displayName":"t","global":true,"validTo":"soon"}]}""", "validTo")]
    [InlineData("""{"organizations":[{"name":"o","tenant":"nowhere.test"}]}""", "nowhere.test")]
    [InlineData("null", "null")]
    [InlineData("[]", "shape")]
    [InlineData("", "shape")]
    public async Task A_seed_that_cannot_be_is_refused_and_changes_nothing(string seed, string named)
    {
        JsonNode before = await StateAsync();
        string whole = seed.StartsWith("""{"tokens":""", StringComparison.Ordinal)
            ? """{"users":[{"upn":"cid@contoso.test"}],""" + seed[1..]
            : seed;

        Answer answer = (await Client.SendAsync(HttpMethod.Post, "_emulator/seed", Body.Json(whole))).MustBe(400);

        Assert.Contains(named, (string?)answer.Json["error"]);
        JsonNode after = await StateAsync();
        before["now"] = after["now"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
    }

    [Fact]
    public async Task A_reset_takes_everything_back()
    {
        await SeedAsync("""{"users":[{"upn":"cid@contoso.test"}],"behaviour":{"refusalStatus":400},"conditions":[{"kind":"declined"}]}""");
        await Client.SendAsync(HttpMethod.Post, "_emulator/faults", Body.Json("""[{"status":500,"count":null}]"""));
        await MoveClockAsync("+400d");

        (await Client.SendAsync(HttpMethod.Post, "_emulator/reset")).MustBe(204);

        JsonNode state = await StateAsync();
        Assert.Equal(2, state["users"]!.AsArray().Count);
        Assert.Equal(200, (int)state["behaviour"]!["refusalStatus"]!);
        Assert.Empty(state["conditions"]!.AsArray());
        Assert.InRange((DateTime)state["now"]!, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
        Assert.Empty((await Client.GetAsync("_emulator/faults")).Json.AsArray());
        Assert.Empty((await Client.GetAsync("_emulator/requests")).Json.AsArray());
        Assert.Empty(state["refreshTokens"]!.AsArray());
    }

    [Fact]
    public async Task The_state_holds_the_secrets_for_tests_to_look_for()
    {
        JsonNode token = await Client.CreateGoodAsync(await Client.SignInAsync(Ada));

        Assert.Contains((string)token["token"]!, (await Client.GetAsync("_emulator/state")).Text);
    }

    [Theory]
    [InlineData("""{"now":"+2h"}""", 2)]
    [InlineData("""{"now":"-1d"}""", -24)]
    [InlineData("""{"reset":true,"now":"+90m"}""", 1.5)]
    public async Task The_clock_can_be_moved(string request, double hours)
    {
        DateTime now = (DateTime)(await Client.SendAsync(HttpMethod.Post, "_emulator/clock", Body.Json(request))).MustBe(200).Json["now"]!;

        Assert.InRange((now - DateTime.UtcNow).TotalHours, hours - 0.02, hours + 0.02);
        Assert.InRange(((DateTime)(await Client.GetAsync("_emulator/clock")).Json["now"]! - now).TotalSeconds, 0, 20);
    }

    [Theory]
    [InlineData("""{"now":"later"}""")]
    [InlineData("""{"advance":"+2h"}""")]
    public async Task The_clock_cannot_be_moved_to_nowhere(string request) =>
        (await Client.SendAsync(HttpMethod.Post, "_emulator/clock", Body.Json(request))).MustBe(400);

    private async Task<JsonNode> StateAsync() => (await Client.GetAsync("_emulator/state")).MustBe(200).Json;
}
