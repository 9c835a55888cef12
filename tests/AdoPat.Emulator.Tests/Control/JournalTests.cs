using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Control;

public class JournalTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public async Task Every_request_of_a_service_is_there_in_order()
    {
        string authorization = await Client.SignInAsync(Ada);
        JsonNode token = await Client.CreateGoodAsync(authorization);
        await Client.ListAsync(authorization, "displayFilterOption=revoked");
        await Client.RevokeAsync(authorization, (string)token["authorizationId"]!);
        await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic("unknown"));
        await Client.GetAsync("");

        JsonArray requests = (await Client.GetAsync("_emulator/requests")).MustBe(200).Json.AsArray();

        Assert.Equal(
            [
                "POST login.microsoftonline.com/organizations/oauth2/v2.0/devicecode 200",
                "POST login.microsoftonline.com/devicelogin 200",
                "POST login.microsoftonline.com/organizations/oauth2/v2.0/token 200 ada@contoso.test device_code",
                "POST vssps.dev.azure.com/contoso/_apis/tokens/pats 200 ada@contoso.test Bearer",
                "GET vssps.dev.azure.com/contoso/_apis/tokens/pats 200 ada@contoso.test Bearer",
                "DELETE vssps.dev.azure.com/contoso/_apis/tokens/pats 204 ada@contoso.test Bearer",
                "GET dev.azure.com/contoso/_apis/connectionData 203 Basic",
            ],
            requests.Select(request => string.Join(' ', new[]
            {
                $"{(string?)request!["method"]} {(string?)request["host"]}{(string?)request["path"]} {(int)request["status"]!}",
                (string?)request["user"],
                (string?)request["grantType"],
                (string?)request["authentication"],
            }.Where(part => part is not null))));
        Assert.Equal(Enumerable.Range(1, 7), requests.Select(request => (int)request!["number"]!));
        Assert.Contains("displayFilterOption=revoked", (string?)requests[4]!["query"]);
    }

    [Fact]
    public async Task Requests_of_one_connection_are_known_by_it()
    {
        using EmulatorClient other = new(Fixture.Server.Uri, Fixture.Server.Certificate);
        foreach (EmulatorClient client in new[] { Client, other, Client })
        {
            await client.GetAsync("dev.azure.com/contoso/_apis/connectionData");
        }

        string[] connections = [.. (await Client.GetAsync("_emulator/requests")).Json.AsArray().Select(request => (string)request!["connection"]!)];

        Assert.Equal(connections[0], connections[2]);
        Assert.NotEqual(connections[0], connections[1]);
    }

    [Fact]
    public async Task No_secret_is_in_it()
    {
        JsonNode tokens = await Client.GetTokensAsync(Ada);
        string authorization = "Bearer " + (string)tokens["access_token"]!;
        JsonNode token = await Client.CreateGoodAsync(authorization);
        await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic((string)token["token"]!));
        await Client.PostFormAsync(
            "organizations/oauth2/v2.0/token",
            ("client_id", EmulatorClient.ClientId),
            ("grant_type", "refresh_token"),
            ("refresh_token", (string)tokens["refresh_token"]!));

        string requests = (await Client.GetAsync("_emulator/requests")).MustBe(200).Text;

        Assert.DoesNotContain((string)token["token"]!, requests);
        Assert.DoesNotContain((string)tokens["access_token"]!, requests);
        Assert.DoesNotContain((string)tokens["refresh_token"]!, requests);
        Assert.DoesNotContain(EmulatorClient.Basic((string)token["token"]!)["Basic ".Length..], requests);
    }

    [Fact]
    public async Task Bodies_of_token_calls_are_kept_with_the_value_masked()
    {
        await Client.CreateGoodAsync(await Client.SignInAsync(Ada), name: "seen");

        JsonNode request = (await Client.GetAsync("_emulator/requests")).Json.AsArray()[^1]!;

        Assert.Equal("seen", (string?)request["requestBody"]!["displayName"]);
        Assert.Equal("seen", (string?)request["responseBody"]!["patToken"]!["displayName"]);
        Assert.Equal("***", (string?)request["responseBody"]!["patToken"]!["token"]);
    }

    [Fact]
    public async Task It_can_be_forgotten()
    {
        await Client.SignInAsync(Ada);
        (await Client.SendAsync(HttpMethod.Delete, "_emulator/requests")).MustBe(204);
        await Client.GetAsync("dev.azure.com/contoso");

        Assert.Equal(1, (int)Assert.Single((await Client.GetAsync("_emulator/requests")).Json.AsArray())!["number"]!);
    }

    [Fact]
    public async Task Many_at_once_are_all_counted()
    {
        string authorization = await Client.SignInAsync(Ada);
        (await Client.SendAsync(HttpMethod.Delete, "_emulator/requests")).MustBe(204);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Client.CreateGoodAsync(authorization)));

        JsonArray requests = (await Client.GetAsync("_emulator/requests")).Json.AsArray();
        Assert.Equal(Enumerable.Range(1, 60), requests.Select(request => (int)request!["number"]!));
        Assert.All(requests, request => Assert.Equal(200, (int)request!["status"]!));
    }
}
