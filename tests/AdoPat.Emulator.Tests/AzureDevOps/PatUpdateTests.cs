using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class PatUpdateTests(EmulatorFixture fixture) : SignedInTest(fixture)
{
    [Fact]
    public async Task What_is_left_out_stays_as_it_is()
    {
        JsonNode token = await Client.CreateGoodAsync(Authorization);

        JsonNode renamed = (await UpdateAsync(token, """ "displayName":"new name" """)).MustBe(200).Json["patToken"]!;

        Assert.Equal("new name", (string?)renamed["displayName"]);
        Assert.Equal((string?)token["scope"], (string?)renamed["scope"]);
        Assert.Equal((string?)token["validTo"], (string?)renamed["validTo"]);
        Assert.Null(renamed["token"]);
    }

    [Fact]
    public async Task Scope_and_end_can_be_changed_and_the_value_stays_good()
    {
        JsonNode token = await Client.CreateGoodAsync(Authorization);
        string end = DateTime.UtcNow.AddDays(200).ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture);

        JsonNode updated = (await UpdateAsync(token, $""" "scope":"vso.build", "validTo":"{end}" """)).MustBe(200).Json["patToken"]!;

        Assert.Equal("vso.build", (string?)updated["scope"]);
        Assert.Equal(end, (string?)updated["validTo"]);
        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic((string)token["token"]!))).MustBe(200);
    }

    [Theory]
    [InlineData(""" "displayName":"", "scope":"vso.build" """, "displayNameRequired")]
    [InlineData(""" "displayName":"changed", "scope":"vso.nonsense" """, "invalidScope")]
    [InlineData(""" "displayName":"changed", "validTo":"2001-01-01T00:00:00Z" """, "invalidValidTo")]
    [InlineData(""" "displayName":"changed", "allOrgs":true """, "globalPATCreationBlocked")]
    public async Task A_refused_update_changes_nothing(string change, string error)
    {
        JsonNode token = await Client.CreateGoodAsync(Authorization);

        JsonNode answer = (await UpdateAsync(token, change)).MustBe(200).Json;

        Assert.Equal(error, (string?)answer["patTokenError"]);
        JsonNode read = (await Client.GetPatAsync(Authorization, (string)token["authorizationId"]!)).Json["patToken"]!;
        Assert.Equal((string?)token["displayName"], (string?)read["displayName"]);
        Assert.Equal((string?)token["scope"], (string?)read["scope"]);
        Assert.Equal((string?)token["validTo"], (string?)read["validTo"]);
        Assert.NotNull(read["targetAccounts"]);
    }

    [Fact]
    public async Task An_expired_token_cannot_be_extended_since_March_2026()
    {
        JsonNode expired = await NamedAsync("old release script");
        string later = DateTime.UtcNow.AddDays(20).ToString("O", CultureInfo.InvariantCulture);

        Assert.Equal("expiredPatCannotBeExtended", (string?)(await UpdateAsync(expired, $""" "validTo":"{later}" """)).MustBe(200).Json["patTokenError"]);
        await SwitchAsync("""{"expiredTokensFrozenFrom":"2099-01-01T00:00:00Z"}""");
        Assert.Equal("none", (string?)(await UpdateAsync(expired, $""" "validTo":"{later}" """)).MustBe(200).Json["patTokenError"]);
    }

    [Fact]
    public async Task A_revoked_token_cannot_be_updated()
    {
        JsonNode answer = (await UpdateAsync(await NamedAsync("lost laptop"), """ "displayName":"back again" """)).MustBe(200).Json;

        Assert.Equal("failedToUpdateAccessToken", (string?)answer["patTokenError"]);
    }

    [Fact]
    public async Task A_token_that_is_not_there_or_belongs_to_somebody_else_is_not_found()
    {
        JsonNode token = await Client.CreateGoodAsync(Authorization);
        string body = $$"""{"authorizationId":"{{(string?)token["authorizationId"]}}","displayName":"mine now"}""";

        (await Client.UpdateAsync(await Client.SignInAsync(Ben), body)).MustFailWith(404, "SessionTokenNotFoundException");
        (await Client.UpdateAsync(Authorization, $$"""{"authorizationId":"{{Guid.NewGuid()}}"}""")).MustFailWith(404, "SessionTokenNotFoundException");
    }

    [Fact]
    public async Task A_global_token_can_be_made_one_of_the_organization()
    {
        JsonNode updated = (await UpdateAsync(await NamedAsync("marketplace publish"), """ "allOrgs":false """)).MustBe(200).Json["patToken"]!;

        Assert.Single(updated["targetAccounts"]!.AsArray());
    }

    private async Task<JsonNode> NamedAsync(string name) => (await Client.ListAsync(Authorization)).Json["patTokens"]!.AsArray()
        .Single(token => (string?)token!["displayName"] == name)!;

    private Task<Answer> UpdateAsync(JsonNode token, string changes)
    {
        JsonObject body = JsonNode.Parse("{" + changes + "}")!.AsObject();
        body["authorizationId"] = (string?)token["authorizationId"];
        return Client.UpdateAsync(Authorization, body.ToJsonString());
    }
}
