using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using AdoPat.Emulator.Tokens;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class PatCreateTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public async Task A_created_token_shows_its_value_once_and_mails_its_owner()
    {
        string authorization = await Client.SignInAsync(Ada);

        JsonNode created = await Client.CreateGoodAsync(authorization, "vso.code vso.packaging", "build robot");

        Assert.Equal(84, ((string)created["token"]!).Length);
        Assert.Equal("vso.code vso.packaging", (string?)created["scope"]);
        JsonNode read = (await Client.GetPatAsync(authorization, (string)created["authorizationId"]!)).MustBe(200).Json;
        Assert.Equal("none", (string?)read["patTokenError"]);
        Assert.Null(read["patToken"]!["token"]);
        Assert.Equal("build robot", (string?)read["patToken"]!["displayName"]);
        JsonNode mail = (await Client.GetAsync("_emulator/state")).Json["emails"]!.AsArray().Single()!;
        Assert.Equal(Ada, (string?)mail["to"]);
        Assert.Contains("build robot", (string?)mail["subject"]);
    }

    [Fact]
    public async Task A_validTo_comes_back_rounded()
    {
        string wanted = DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd'T'HH:mm:", CultureInfo.InvariantCulture) + "23.319Z";

        JsonNode created = (await CreateAsync($$"""{"displayName":"a","scope":"vso.code","validTo":"{{wanted}}"}""")).MustBe(200).Json["patToken"]!;

        Assert.EndsWith(":23.32Z", (string?)created["validTo"]);
    }

    [Fact]
    public async Task Without_a_validTo_it_is_thirty_days()
    {
        JsonNode created = (await CreateAsync("""{"displayName":"a","scope":"vso.code"}""")).MustBe(200).Json["patToken"]!;

        Assert.Equal(30, ((DateTime)created["validTo"]! - (DateTime)created["validFrom"]!).TotalDays, 3);
    }

    [Theory]
    [InlineData("""{"displayName":"","scope":"vso.code"}""", "displayNameRequired")]
    [InlineData("""{"displayName":"  ","scope":"vso.code"}""", "displayNameRequired")]
    [InlineData("""{"scope":"vso.code"}""", "displayNameRequired")]
    [InlineData("""{"displayName":"a\u0007b","scope":"vso.code"}""", "invalidDisplayName")]
    [InlineData("""{"displayName":"a","scope":"vso.nonsense"}""", "invalidScope")]
    [InlineData("""{"displayName":"a","scope":""}""", "invalidScope")]
    [InlineData("""{"displayName":"a","scope":"vso.code,vso.build"}""", "invalidScope")]
    [InlineData("""{"displayName":"a","scope":"vso.pats_manage"}""", "invalidScope")]
    [InlineData("""{"displayName":"a","scope":"vso.code","validTo":"2001-01-01T00:00:00Z"}""", "invalidValidTo")]
    [InlineData("""{"displayName":"a","scope":"vso.code","validTo":"2099-01-01T00:00:00Z"}""", "invalidValidTo")]
    [InlineData("""{"displayName":"a","scope":"vso.code","allOrgs":true}""", "globalPATCreationBlocked")]
    public async Task What_cannot_be_is_refused_within_a_200(string body, string error)
    {
        await MoveClockAsync("2026-11-22T12:00:00Z");

        JsonNode answer = (await CreateAsync(body)).MustBe(200).Json;

        Assert.Equal(error, (string?)answer["patTokenError"]);
        Assert.Null(answer["patToken"]);
        Assert.NotEqual("", (string?)answer["patTokenErrorMessage"]);
        Assert.Empty((await Client.GetAsync("_emulator/state")).Json["emails"]!.AsArray());
    }

    [Fact]
    public async Task A_refusal_can_be_a_400_with_the_same_body()
    {
        await SwitchAsync("""{"refusalStatus":400}""");

        Assert.Equal("invalidScope", (string?)(await CreateAsync("""{"displayName":"a","scope":"x"}""")).MustBe(400).Json["patTokenError"]);
    }

    [Fact]
    public async Task Before_version_7_2_a_refusal_has_no_message()
    {
        Answer answer = await Client.SendAsync(
            HttpMethod.Post,
            EmulatorClient.Pats + "?api-version=7.1-preview.1",
            Body.Json("""{"displayName":"a","scope":"x"}"""),
            await Client.SignInAsync(Ada));

        Assert.False(answer.MustBe(200).Json.AsObject().ContainsKey("patTokenErrorMessage"));
    }

    [Fact]
    public async Task A_token_for_all_organizations_could_be_made_until_March_2026()
    {
        await MoveClockAsync("2026-03-14T00:00:00Z");
        string authorization = await Client.SignInAsync(Ada);
        const string Wanted = """{"displayName":"a","scope":"vso.code","allOrgs":true}""";

        Assert.Null((await Client.CreateAsync(authorization, Wanted)).MustBe(200).Json["patToken"]!["targetAccounts"]);
        await MoveClockAsync("2026-03-15T00:00:01Z");
        authorization = await Client.SignInAsync(Ada);
        Assert.Equal("globalPATCreationBlocked", (string?)(await Client.CreateAsync(authorization, Wanted)).Json["patTokenError"]);
    }

    [Fact]
    public async Task A_year_from_now_is_the_furthest_end()
    {
        string year = DateTime.UtcNow.AddYears(1).ToString("O", CultureInfo.InvariantCulture);
        string more = DateTime.UtcNow.AddYears(1).AddHours(1).ToString("O", CultureInfo.InvariantCulture);

        Assert.Equal("none", (string?)(await CreateAsync($$"""{"displayName":"a","scope":"vso.code","validTo":"{{year}}"}""")).Json["patTokenError"]);
        Assert.Equal("invalidValidTo", (string?)(await CreateAsync($$"""{"displayName":"a","scope":"vso.code","validTo":"{{more}}"}""")).Json["patTokenError"]);
    }

    [Fact]
    public async Task The_same_name_can_be_given_twice()
    {
        string authorization = await Client.SignInAsync(Ada);

        JsonNode first = await Client.CreateGoodAsync(authorization);
        JsonNode second = await Client.CreateGoodAsync(authorization);

        Assert.NotEqual((string?)first["authorizationId"], (string?)second["authorizationId"]);
    }

    [Fact]
    public async Task The_old_format_can_be_switched_on()
    {
        await SwitchAsync("""{"tokenFormat":"legacy"}""");

        JsonNode created = await Client.CreateGoodAsync(await Client.SignInAsync(Ada));

        Assert.True(LegacyTokenFormat.IsValid((string)created["token"]!));
    }

    [Theory]
    [InlineData("{", "JsonReaderException")]
    [InlineData("[]", "JsonReaderException")]
    [InlineData("""{"displayName":"a","validTo":"tomorrow"}""", "JsonReaderException")]
    [InlineData("null", "ArgumentException")]
    public async Task A_malformed_body_is_refused(string body, string type) => (await CreateAsync(body)).MustFailWith(400, type);

    private async Task<Answer> CreateAsync(string json) => await Client.CreateAsync(await Client.SignInAsync(Ada), json);
}
