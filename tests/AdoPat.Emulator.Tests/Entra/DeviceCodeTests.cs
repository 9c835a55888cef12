using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Entra;

public class DeviceCodeTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("device_code")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    public async Task A_device_waits_until_somebody_has_signed_in(string grantType)
    {
        JsonNode code = await StartAsync();
        Assert.Equal($"{Client.Address}devicelogin", (string?)code["verification_uri"]);
        Assert.Contains((string)code["user_code"]!, (string?)code["message"]);
        Assert.Equal("authorization_pending", await PollErrorAsync(code, grantType));

        (await Client.PostFormAsync("devicelogin", ("code", (string)code["user_code"]!), ("account", Ben))).MustBe(200);

        JsonNode tokens = (await PollAsync(code, grantType)).MustBe(200).Json;
        JsonNode id = Jwt.Payload((string)tokens["id_token"]!);
        Assert.Equal(Ben, (string?)id["preferred_username"]);
        Assert.False(id.AsObject().ContainsKey("nonce"));
        Assert.Equal("bad_verification_code", await PollErrorAsync(code, grantType));
    }

    [Fact]
    public async Task The_page_asks_for_the_code_and_then_for_the_account()
    {
        JsonNode code = await StartAsync();

        Answer first = (await Client.GetAsync("devicelogin")).MustBe(200);
        Assert.Contains("""id="user-code" """, first.Text);
        Assert.Contains("""id="submit-code" """, first.Text);

        string typed = ((string)code["user_code"]!).ToLowerInvariant().Insert(4, " ");
        Answer second = (await Client.PostFormAsync("devicelogin", ("code", typed))).MustBe(200);
        Assert.Contains("""data-upn="ada@contoso.test" """.TrimEnd(), second.Text);
        Assert.Contains("Visual Studio", second.Text);
    }

    [Fact]
    public async Task A_wrong_code_can_be_typed_again()
    {
        Answer page = (await Client.PostFormAsync("devicelogin", ("code", "<b>WRONG</b>"))).MustBe(200);

        Assert.Contains("That code is not valid", page.Text);
        Assert.DoesNotContain("<b>WRONG", page.Text);
    }

    [Fact]
    public async Task Cancelling_on_the_page_tells_the_device()
    {
        JsonNode code = await StartAsync();

        (await Client.PostFormAsync("devicelogin", ("code", (string)code["user_code"]!), ("cancel", "1"))).MustBe(200);

        Assert.Equal("authorization_declined", await PollErrorAsync(code));
    }

    [Fact]
    public async Task A_code_ends()
    {
        JsonNode code = await StartAsync();
        await MoveClockAsync("+901s");

        Assert.Equal("expired_token", await PollErrorAsync(code));
        Assert.Contains("not valid", (await Client.PostFormAsync("devicelogin", ("code", (string)code["user_code"]!))).Text);
    }

    [Fact]
    public async Task Sign_in_can_be_approved_without_a_page()
    {
        await SwitchAsync($$"""{"signIn":"{{Ada}}","deviceCodeIntervalSeconds":7}""");

        JsonNode code = await StartAsync();

        Assert.Equal(7, (int)code["interval"]!);
        (await PollAsync(code)).MustBe(200);
    }

    private async Task<JsonNode> StartAsync() => (await Client.PostFormAsync(
        "organizations/oauth2/v2.0/devicecode", ("client_id", EmulatorClient.ClientId), ("scope", EmulatorClient.AllScopes))).MustBe(200).Json;

    private Task<Answer> PollAsync(JsonNode code, string grantType = "device_code") => Client.PostFormAsync(
        "organizations/oauth2/v2.0/token",
        ("client_id", EmulatorClient.ClientId),
        ("grant_type", grantType),
        ("device_code", (string)code["device_code"]!));

    private async Task<string?> PollErrorAsync(JsonNode code, string grantType = "device_code") =>
        (string?)(await PollAsync(code, grantType)).MustBe(400).Json["error"];
}
