using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Entra;

public class RefreshTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public async Task A_refresh_token_gives_new_tokens_and_a_new_refresh_token()
    {
        JsonNode first = await Client.GetTokensAsync(Ada);

        JsonNode second = (await RefreshAsync((string)first["refresh_token"]!)).MustBe(200).Json;

        Assert.NotEqual((string?)first["access_token"], (string?)second["access_token"]);
        Assert.NotEqual((string?)first["refresh_token"], (string?)second["refresh_token"]);
        Assert.Contains("/.default", (string?)second["scope"]);
        (await Client.ListAsync("Bearer " + (string)second["access_token"]!)).MustBe(200);
    }

    [Fact]
    public async Task Access_tokens_live_as_long_as_the_switch_says()
    {
        await SwitchAsync("""{"accessTokenSeconds":5}""");
        JsonNode tokens = await Client.GetTokensAsync(Ada);
        string authorization = "Bearer " + (string)tokens["access_token"]!;
        Assert.Equal(5, (int)tokens["expires_in"]!);
        (await Client.ListAsync(authorization)).MustBe(200);

        await MoveClockAsync("+6s");

        (await Client.ListAsync(authorization)).MustBe(203);
    }

    [Theory]
    [InlineData("1.00000000-0000-0000-0000-000000000000")]
    [InlineData("")]
    public async Task An_unknown_refresh_token_is_refused(string token) =>
        Assert.Equal("invalid_grant", (string?)(await RefreshAsync(token)).MustBe(400).Json["error"]);

    [Fact]
    public async Task A_refresh_token_is_of_no_use_to_another_client()
    {
        JsonNode tokens = await Client.GetTokensAsync(Ada);

        Answer answer = await Client.PostFormAsync(
            "organizations/oauth2/v2.0/token",
            ("client_id", "another"),
            ("grant_type", "refresh_token"),
            ("refresh_token", (string)tokens["refresh_token"]!));

        Assert.Equal("invalid_grant", (string?)answer.MustBe(400).Json["error"]);
    }

    [Fact]
    public async Task A_refresh_token_can_be_made_to_expire_through_the_state()
    {
        JsonNode tokens = await Client.GetTokensAsync(Ada);
        string value = (string)tokens["refresh_token"]!;
        await SeedAsync($$"""{"refreshTokens":[{"token":"{{value}}","user":"{{Ada}}","clientId":"{{EmulatorClient.ClientId}}","expired":true}]}""");

        JsonNode error = (await RefreshAsync(value)).MustBe(400).Json;

        Assert.Equal("invalid_grant", (string?)error["error"]);
        Assert.Equal(700082, (int)error["error_codes"]![0]!);
        Assert.True(Guid.TryParse((string?)error["correlation_id"], out _));
    }

    private Task<Answer> RefreshAsync(string token) => Client.PostFormAsync(
        "organizations/oauth2/v2.0/token",
        ("client_id", EmulatorClient.ClientId),
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("scope", EmulatorClient.AllScopes));
}
