using System;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Entra;

public class ConditionTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("consentRequired", "invalid_grant", 65001, "consent_required")]
    [InlineData("mfaRequired", "interaction_required", 50076, "basic_action")]
    [InlineData("refreshTokenExpired", "invalid_grant", 700082, null)]
    public async Task A_refresh_can_be_made_to_fail(string kind, string error, int number, string? subError)
    {
        JsonNode tokens = await Client.GetTokensAsync(Ada);
        await SeedAsync($$"""{"conditions":[{"kind":"{{kind}}","when":"refresh"}]}""");

        JsonNode answer = (await RefreshAsync(tokens)).MustBe(400).Json;

        Assert.Equal(error, (string?)answer["error"]);
        Assert.Equal(number, (int)answer["error_codes"]![0]!);
        Assert.Equal(subError, (string?)answer["suberror"]);
    }

    [Fact]
    public async Task A_condition_holds_for_its_user_tenant_and_client_only()
    {
        JsonNode tokens = await Client.GetTokensAsync(Ada);
        await SeedAsync(
            $$"""
            {"conditions":[
              {"kind":"consentRequired","user":"{{Ben}}"},
              {"kind":"consentRequired","tenant":"other.test"},
              {"kind":"consentRequired","clientId":"another"}]}
            """);
        (await RefreshAsync(tokens)).MustBe(200);

        await SeedAsync($$"""{"conditions":[{"kind":"consentRequired","user":"{{Ada}}","tenant":"contoso.test","clientId":"{{EmulatorClient.ClientId}}"}]}""");
        (await RefreshAsync(tokens)).MustBe(400);
    }

    [Fact]
    public async Task A_condition_can_end_after_some_times()
    {
        JsonNode tokens = await Client.GetTokensAsync(Ada);
        await SeedAsync("""{"conditions":[{"kind":"consentRequired","times":1}]}""");

        (await RefreshAsync(tokens)).MustBe(400);
        (await RefreshAsync(tokens)).MustBe(200);
    }

    [Fact]
    public async Task An_empty_list_takes_all_conditions_away()
    {
        JsonNode tokens = await Client.GetTokensAsync(Ada);
        await SeedAsync("""{"conditions":[{"kind":"consentRequired"}]}""");
        await SeedAsync("""{"conditions":[]}""");

        (await RefreshAsync(tokens)).MustBe(200);
    }

    [Fact]
    public async Task A_user_can_be_made_to_decline()
    {
        await SeedAsync("""{"conditions":[{"kind":"declined"}]}""");
        JsonNode code = (await Client.PostFormAsync(
            "organizations/oauth2/v2.0/devicecode", ("client_id", "c"), ("scope", EmulatorClient.AllScopes))).MustBe(200).Json;
        await Client.PostFormAsync("devicelogin", ("code", (string)code["user_code"]!), ("account", Ada));

        Answer answer = await Client.PostFormAsync(
            "organizations/oauth2/v2.0/token", ("client_id", "c"), ("grant_type", "device_code"), ("device_code", (string)code["device_code"]!));

        Assert.Equal("authorization_declined", (string?)answer.MustBe(400).Json["error"]);
    }

    [Fact]
    public async Task Azure_DevOps_can_ask_for_claims_and_is_satisfied_by_them()
    {
        await SeedAsync("""{"conditions":[{"kind":"claimsChallenge"}]}""");

        Answer challenge = (await Client.ListAsync(await Client.SignInAsync(Ada))).MustBe(401);
        string header = challenge.Header("WWW-Authenticate")!;
        Assert.StartsWith("Bearer ", header);
        Assert.Contains("error=\"insufficient_claims\"", header);
        string claims = Encoding.UTF8.GetString(Convert.FromBase64String(header.Split("claims=\"")[1].TrimEnd('"')));
        Assert.NotNull(JsonNode.Parse(claims)!["access_token"]);

        (await Client.ListAsync(await Client.SignInAsync(Ada, claims: claims))).MustBe(200);
    }

    [Theory]
    [InlineData("""{"access_token":{"xms_cc":{"values":["cp1"]}}}""")]
    [InlineData("nonsense")]
    public async Task What_a_client_says_of_its_own_accord_answers_no_challenge(string claims)
    {
        await SeedAsync("""{"conditions":[{"kind":"claimsChallenge"}]}""");

        (await Client.ListAsync(await Client.SignInAsync(Ada, claims: claims))).MustBe(401);
    }

    private Task<Answer> RefreshAsync(JsonNode tokens) => Client.PostFormAsync(
        "organizations/oauth2/v2.0/token",
        ("client_id", EmulatorClient.ClientId),
        ("grant_type", "refresh_token"),
        ("refresh_token", (string)tokens["refresh_token"]!),
        ("scope", EmulatorClient.AllScopes));
}
