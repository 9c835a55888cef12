using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Administration;

public class RevocationTests(EmulatorFixture fixture) : AdministrationTest(fixture)
{
    private const string Contoso = "dev.azure.com/contoso/_apis/connectionData";
    private const string Fabrikam = "dev.azure.com/fabrikam/_apis/connectionData";

    [Fact]
    public async Task Tokens_of_others_are_revoked_and_of_no_use_then()
    {
        string token = (string)(await Client.CreateGoodAsync(await Client.SignInAsync(Ben)))["token"]!;

        Answer answer = (await RevokeAsync(Ids(await TokensOfBenAsync()))).MustBe(204);

        Assert.Empty(answer.Bytes);
        (await Client.GetAsync(Contoso, EmulatorClient.Basic(token))).MustBe(203);
        IReadOnlyList<JsonNode> left = await TokensOfBenAsync();
        Assert.Equal(3, left.Count);
        Assert.All(left, item => Assert.False((bool)item["isValid"]!));
    }

    [Fact]
    public async Task Revoked_tokens_can_be_left_out_of_lists()
    {
        await SwitchAsync("""{"revokedTokensAreListed":false}""");

        (await RevokeAsync(Ids((await TokensOfBenAsync()).Take(1)))).MustBe(204);

        Assert.Single(await TokensOfBenAsync());
    }

    [Fact]
    public async Task Some_revocations_are_ignored_without_a_word()
    {
        await SeedAsync($$"""{"tokens":[{"owner":"{{Ben}}","displayName":"stubborn","organizations":["contoso"],"ignoresRevocation":true,"count":2}]}""");

        (await RevokeAsync(Ids(await TokensOfBenAsync()))).MustBe(204);

        Assert.Equal(["stubborn 00001", "stubborn 00002"], NamesOf((await TokensOfBenAsync()).Where(token => (bool)token["isValid"]!)));
    }

    [Fact]
    public async Task Ids_that_are_not_there_or_of_another_organization_do_nothing()
    {
        string elsewhere = (string)(await Client.CreateAsync(await Client.SignInAsync(Ben), """{"displayName":"a","scope":"vso.code"}""", "fabrikam")).Json["patToken"]!["authorizationId"]!;

        (await RevokeAsync($$"""[{"authorizationId":"{{Guid.NewGuid()}}"},{"authorizationId":"{{elsewhere}}"}]""")).MustBe(204);

        JsonNode state = (await Client.GetAsync("_emulator/state")).Json;
        Assert.False((bool)state["tokens"]!.AsArray().Single(token => (string?)token!["authorizationId"] == elsewhere)!["revoked"]!);
    }

    [Theory]
    [InlineData("[]", "ArgumentException")]
    [InlineData("[{}]", "ArgumentException")]
    [InlineData("[null]", "ArgumentException")]
    [InlineData("""[{"authorizationId":"x"}]""", "JsonReaderException")]
    [InlineData("""{"authorizationId":"0a0a0a0a-0000-4000-8000-000000000001"}""", "JsonReaderException")]
    public async Task A_body_that_names_no_token_is_refused(string body, string type) => (await RevokeAsync(body)).MustFailWith(400, type);

    [Theory]
    [InlineData(1000, 204)]
    [InlineData(1001, 400)]
    public async Task A_request_revokes_a_thousand_tokens_at_most(int count, int status) =>
        (await RevokeAsync($"[{string.Join(',', Enumerable.Range(0, count).Select(_ => $$"""{"authorizationId":"{{Guid.NewGuid()}}"}"""))}]")).MustBe(status);

    [Fact]
    public async Task Ssh_keys_are_tokens_of_their_own_kind()
    {
        await SeedAsync($$"""{"tokens":[{"owner":"{{Ben}}","displayName":"ssh","organizations":["contoso"],"scope":"app_token","isPublic":true}]}""");
        JsonNode key = Assert.Single(await TokensOfBenAsync("isPublic=true"));

        Assert.True((bool)key["isPublic"]!);
        Assert.StartsWith("ssh-ed25519 AAAA", (string?)key["publicData"]);
        Assert.DoesNotContain("ssh", NamesOf(await TokensOfBenAsync("isPublic=false")));
        Assert.DoesNotContain("\"ssh\"", (await Client.ListAsync(await Client.SignInAsync(Ben))).Text, StringComparison.Ordinal);
        (await Client.RevokeAsync(await Client.SignInAsync(Ben), (string)key["authorizationId"]!)).MustFailWith(404, "SessionTokenNotFoundException");

        (await RevokeAsync(Ids([key]))).MustBe(204);
        Assert.True((bool)Assert.Single(await TokensOfBenAsync("isPublic=true"))["isValid"]!);
        (await RevokeAsync(Ids([key]), "isPublic=true")).MustBe(204);
        Assert.False((bool)Assert.Single(await TokensOfBenAsync("isPublic=true"))["isValid"]!);
    }

    [Fact]
    public async Task A_rule_puts_older_tokens_with_one_of_its_scopes_out_of_use_in_its_organization()
    {
        await SeedAsync(
            $$"""
            {"tokens":[
              {"owner":"{{Ben}}","displayName":"old code","organizations":["contoso","fabrikam"],"scope":"vso.code vso.build","validFrom":"-2d","token":"old-code"},
              {"owner":"{{Ben}}","displayName":"new code","organizations":["contoso"],"scope":"vso.code","validFrom":"-1h","token":"new-code"},
              {"owner":"{{Ben}}","displayName":"old work","organizations":["contoso"],"scope":"vso.work","validFrom":"-2d","token":"old-work"}]}
            """);
        string yesterday = DateTimeOffset.Now.AddDays(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Empty((await AddRuleAsync($$"""{"scopes":"vso.packaging vso.code","createdBefore":"{{yesterday}}"}""")).MustBe(201).Bytes);

        (await Client.GetAsync(Contoso, EmulatorClient.Basic("old-code"))).MustBe(203);
        (await Client.GetAsync(Fabrikam, EmulatorClient.Basic("old-code"))).MustBe(200);
        (await Client.GetAsync(Contoso, EmulatorClient.Basic("new-code"))).MustBe(200);
        (await Client.GetAsync(Contoso, EmulatorClient.Basic("old-work"))).MustBe(200);
        Assert.All(await TokensOfBenAsync(), token => Assert.True((bool)token["isValid"]!));
    }

    [Fact]
    public async Task A_rule_without_a_time_hits_what_is_there_and_nothing_later()
    {
        string ben = await Client.SignInAsync(Ben);
        string before = (string)(await Client.CreateGoodAsync(ben))["token"]!;
        await MoveClockAsync("+1s");

        (await AddRuleAsync("""{"scopes":"vso.code"}""")).MustBe(201);

        await MoveClockAsync("+1s");
        string after = (string)(await Client.CreateGoodAsync(ben))["token"]!;
        (await Client.GetAsync(Contoso, EmulatorClient.Basic(before))).MustBe(203);
        (await Client.GetAsync(Contoso, EmulatorClient.Basic(after))).MustBe(200);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"scopes":" "}""")]
    public async Task A_rule_needs_scopes(string body) => (await AddRuleAsync(body)).MustFailWith(400, "ArgumentNullException");
}
