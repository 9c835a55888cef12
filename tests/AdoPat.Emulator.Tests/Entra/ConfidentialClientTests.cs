using System;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Entra;

public class ConfidentialClientTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Robot = "5f0c4a6e-3a0e-4d0c-9b4e-6f5a3c1d2e7b";
    private const string Secret = "emulator-client-secret";

    [Fact]
    public async Task A_secret_gives_a_token_without_a_user()
    {
        JsonNode tokens = (await RequestAsync(Robot, Secret)).MustBe(200).Json;

        JsonNode claims = Jwt.Payload((string)tokens["access_token"]!);
        Assert.Equal("app", (string?)claims["idtyp"]);
        Assert.Null(claims["upn"]);
        Assert.Null(tokens["refresh_token"]);
    }

    [Fact]
    public async Task A_secret_can_come_as_basic_authentication()
    {
        string basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Robot}:{Secret}"));

        Answer answer = await Client.SendAsync(
            HttpMethod.Post,
            "contoso.test/oauth2/v2.0/token",
            Body.Form(("grant_type", "client_credentials"), ("scope", EmulatorClient.AzureDevOps + "/.default")),
            basic);

        answer.MustBe(200);
    }

    [Theory]
    [InlineData(Robot, "wrong", 401, "invalid_client")]
    [InlineData(Robot, "", 401, "invalid_client")]
    [InlineData("11111111-2222-3333-4444-555555555555", Secret, 400, "unauthorized_client")]
    public async Task A_wrong_secret_gives_nothing(string client, string secret, int status, string error) =>
        Assert.Equal(error, (string?)(await RequestAsync(client, secret)).MustBe(status).Json["error"]);

    [Fact]
    public async Task A_service_principal_may_not_manage_tokens_but_can_connect()
    {
        string authorization = "Bearer " + (string)(await RequestAsync(Robot, Secret)).Json["access_token"]!;

        Answer refusal = (await Client.ListAsync(authorization)).MustFailWith(403, "InvalidAccessException");
        Assert.Equal("Service principals are not allowed to perform this action.", (string?)refusal.Json["message"]);
        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", authorization)).MustBe(200);
    }

    private Task<Answer> RequestAsync(string client, string secret) => Client.PostFormAsync(
        "contoso.test/oauth2/v2.0/token",
        ("client_id", client),
        ("client_secret", secret),
        ("grant_type", "client_credentials"),
        ("scope", EmulatorClient.AzureDevOps + "/.default"));
}
