using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Projects;

public class ServiceConnectionTests(EmulatorFixture fixture) : SignedInTest(fixture)
{
    private const string Version = "api-version=7.2-preview.4";
    private const string InProject = "dev.azure.com/contoso/shop/_apis/serviceendpoint/endpoints";

    [Theory]
    [InlineData("nuget packages", "apitoken")]
    [InlineData("nuget push", "nugetkey")]
    [InlineData("npm packages", "apitoken")]
    [InlineData("shop repository", "password")]
    [InlineData("fabrikam organization", "apitoken")]
    [InlineData("github mirror", "AccessToken")]
    [InlineData("deployment", "password")]
    public async Task A_secret_is_taken_and_never_given_back(string name, string field)
    {
        JsonNode token = await Client.CreateGoodAsync(Authorization);
        JsonNode connection = await FindAsync(name);
        Assert.Null(connection["authorization"]!["parameters"]![field]);
        Assert.Contains(field, connection["authorization"]!["parameters"]!.AsObject().Select(parameter => parameter.Key));
        connection["authorization"]!["parameters"]![field] = token["token"]!.DeepClone();

        Answer answer = (await PutAsync(connection)).MustBe(200);

        Assert.DoesNotContain((string)token["token"]!, answer.Text);
        Assert.DoesNotContain((string)token["token"]!, (await FindAsync(name)).ToJsonString());
        JsonNode held = await HeldAsync(name);
        Assert.Equal((field, true, "active"), ((string)held["field"]!, (bool)held["isSet"]!, (string?)held["status"]));
        Assert.Equal((string?)token["authorizationId"], (string?)held["authorizationId"]);

        await Client.RevokeAsync(Authorization, (string)token["authorizationId"]!);
        Assert.Equal("revoked", (string?)(await HeldAsync(name))["status"]);
    }

    [Fact]
    public async Task The_whole_object_is_replaced_and_what_nobody_knows_is_kept()
    {
        JsonNode connection = await FindAsync("deployment");
        connection["data"] = JsonNode.Parse("""{"ring":"2"}""");
        connection["somethingNew"] = JsonNode.Parse("[1,{}]");
        connection["authorization"]!["parameters"]!["username"] = "somebody";

        (await PutAsync(connection)).MustBe(200);

        JsonNode now = await FindAsync("deployment");
        Assert.True(JsonNode.DeepEquals(connection, now), now.ToJsonString());
        Assert.True((bool)(await HeldAsync("deployment"))["isSet"]!);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("type")]
    [InlineData("url")]
    [InlineData("authorization")]
    [InlineData("serviceEndpointProjectReferences")]
    public async Task A_body_without_what_is_needed_is_refused_and_changes_nothing(string missing)
    {
        JsonNode before = await FindAsync("deployment");
        JsonNode connection = before.DeepClone();
        connection.AsObject().Remove(missing);

        (await PutAsync(connection, (string)before["id"]!)).MustFailWith(400, "ArgumentNullException");

        Assert.True(JsonNode.DeepEquals(before, await FindAsync("deployment")));
    }

    [Theory]
    [InlineData("", "ArgumentNullException")]
    [InlineData("[]", "ArgumentNullException")]
    [InlineData("{", "JsonReaderException")]
    public async Task A_body_that_is_no_object_is_refused(string body, string type)
    {
        string id = (string)(await FindAsync("deployment"))["id"]!;

        string expected = body.Length == 0 ? "JsonReaderException" : type;
        (await Client.SendAsync(HttpMethod.Put, Address(id), Body.Json(body), Authorization)).MustFailWith(400, expected);
    }

    [Fact]
    public async Task One_that_is_not_there_is_read_as_null_and_cannot_be_replaced()
    {
        JsonNode connection = await FindAsync("deployment");
        string unknown = Guid.NewGuid().ToString();

        Assert.Equal("null", (await Client.GetAsync($"{InProject}/{unknown}?{Version}", Authorization)).MustBe(200).Text);
        (await PutAsync(connection, unknown)).MustFailWith(404, "ServiceEndpointNotFoundException");
        (await Client.GetAsync($"dev.azure.com/contoso/nowhere/_apis/serviceendpoint/endpoints?{Version}", Authorization))
            .MustFailWith(404, "ProjectDoesNotExistWithNameException");
    }

    [Fact]
    public async Task Names_and_type_narrow_a_list_down()
    {
        Assert.Equal(7, await CountAsync(""));
        Assert.Equal(2, await CountAsync("&endpointNames=deployment,NPM%20packages"));
        Assert.Equal(2, await CountAsync("&type=externalnugetfeed"));
        Assert.Equal(0, await CountAsync("&endpointNames=deploy"));
    }

    [Theory]
    [InlineData("vso.serviceendpoint", 200, 401)]
    [InlineData("vso.serviceendpoint_manage", 200, 200)]
    [InlineData("vso.code_full", 401, 401)]
    [InlineData("app_token", 200, 200)]
    public async Task A_personal_access_token_needs_the_scope(string scope, int read, int write)
    {
        string token = EmulatorClient.Basic((string)(await Client.CreateGoodAsync(Authorization, scope))["token"]!);
        JsonNode connection = await FindAsync("deployment");

        (await Client.GetAsync($"{InProject}?{Version}", token)).MustBe(read);
        (await Client.SendAsync(HttpMethod.Put, Address((string)connection["id"]!), Body.Json(connection.ToJsonString()), token)).MustBe(write);
    }

    [Fact]
    public async Task An_access_token_for_changing_is_one_for_reading_too()
    {
        string manage = await Client.SignInAsync(Ada, $"{EmulatorClient.AzureDevOps}/vso.serviceendpoint_manage openid");
        string query = await Client.SignInAsync(Ada, $"{EmulatorClient.AzureDevOps}/vso.serviceendpoint openid");
        string body = (await FindAsync("deployment")).ToJsonString();
        string id = (string)JsonNode.Parse(body)!["id"]!;

        (await Client.GetAsync($"{InProject}?{Version}", manage)).MustBe(200);
        (await Client.SendAsync(HttpMethod.Put, Address(id), Body.Json(body), manage)).MustBe(200);
        (await Client.SendAsync(HttpMethod.Put, Address(id), Body.Json(body), query, ("X-TFS-FedAuthRedirect", "Suppress"))).MustBe(401);
    }

    [Fact]
    public async Task A_seed_can_say_which_token_it_holds()
    {
        await SeedAsync(
            """
            {"tokens":[{"owner":"ada@contoso.test","displayName":"t","organizations":["contoso"],"token":"the-canary","validTo":"+1h"}],
             "serviceConnections":[{"organization":"contoso","project":"made by the way","definition":{"name":"seeded","type":"generic",
               "authorization":{"scheme":"Token","parameters":{"apitoken":"the-canary"}}}}]}
            """);
        Assert.Equal("active", (string?)(await HeldAsync("seeded"))["status"]);

        await MoveClockAsync("+2h");

        Assert.Equal("expired", (string?)(await HeldAsync("seeded"))["status"]);
        Assert.DoesNotContain("the-canary", (await Client.GetAsync("_emulator/secrets")).Text);
    }

    [Theory]
    [InlineData("PUT", "*/serviceendpoint/endpoints/*", "dev.azure.com/contoso/_apis/serviceendpoint/endpoints/{id}?" + Version)]
    [InlineData("GET", "*/_git/*", "dev.azure.com/contoso/shop/_git/web/info/refs?service=git-upload-pack")]
    [InlineData("GET", "*/npm/registry/*", "pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed/npm/registry/contoso-hello")]
    [InlineData("GET", "*.nupkg", "pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed/nuget/v3/flat/contoso.hello/1.0.0/contoso.hello.1.0.0.nupkg")]
    public async Task Faults_hit_it_too(string method, string path, string address)
    {
        string token = EmulatorClient.Basic((string)(await Client.CreateGoodAsync(Authorization, "app_token"))["token"]!);
        JsonNode connection = await FindAsync("deployment");
        string faults = $$"""
            [{"name":"late","method":"{{method}}","path":"{{path}}","delayMilliseconds":1,"afterChange":true},
             {"name":"before","path":"{{path}}","method":"{{method}}","nth":2,"cut":true},
             {"name":"after","path":"{{path}}","method":"{{method}}","nth":3,"cut":true,"afterChange":true}]
            """;
        (await Client.SendAsync(HttpMethod.Post, "_emulator/faults", Body.Json(faults))).MustBe(200);
        Task<Answer> SendAsync(string name)
        {
            connection["description"] = name;
            HttpContent? body = method == "PUT" ? Body.Json(connection.ToJsonString()) : null;
            return Client.SendAsync(new HttpMethod(method), address.Replace("{id}", (string)connection["id"]!, StringComparison.Ordinal), body, token);
        }

        Answer late = (await SendAsync("late")).MustBe(200);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("before"));
        Assert.Equal(method == "PUT" ? "late" : "", (string?)(await FindAsync("deployment"))["description"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("after"));
        Assert.Equal(method == "PUT" ? "after" : "", (string?)(await FindAsync("deployment"))["description"]);

        Answer whole = (await SendAsync("again")).MustBe(200);
        Assert.Equal(method == "PUT" ? late.Text.Replace("late", "again", StringComparison.Ordinal) : late.Text, whole.Text);
        foreach ((string name, bool carriedOut) in new[] { ("late", true), ("before", false), ("after", true) })
        {
            JsonNode request = Assert.Single((await Client.GetAsync($"_emulator/requests?fault={name}&underWay=false")).Json.AsArray())!;
            Assert.Equal(carriedOut, (bool?)request["carriedOut"] ?? false);
        }
    }

    [Fact]
    public async Task Without_credentials_there_is_nothing() =>
        (await Client.GetAsync($"{InProject}?{Version}", null, ("X-TFS-FedAuthRedirect", "Suppress"))).MustBe(401);

    private static string Address(string id) => $"dev.azure.com/contoso/_apis/serviceendpoint/endpoints/{id}?{Version}";

    private async Task<JsonNode> FindAsync(string name)
    {
        Answer list = (await Client.GetAsync($"{InProject}?endpointNames={Uri.EscapeDataString(name)}&{Version}", Authorization)).MustBe(200);
        JsonNode found = Assert.Single(list.Json["value"]!.AsArray())!;
        JsonNode one = (await Client.GetAsync($"{InProject}/{(string)found["id"]!}?{Version}", Authorization)).MustBe(200).Json;
        Assert.True(JsonNode.DeepEquals(found, one));
        return one;
    }

    private async Task<int> CountAsync(string query) =>
        (int)(await Client.GetAsync($"{InProject}?{Version}{query}", Authorization)).MustBe(200).Json["count"]!;

    private Task<Answer> PutAsync(JsonNode connection, string? id = null) =>
        Client.SendAsync(HttpMethod.Put, Address(id ?? (string)connection["id"]!), Body.Json(connection.ToJsonString()), Authorization);

    private async Task<JsonNode> HeldAsync(string name) => (await Client.GetAsync("_emulator/secrets")).MustBe(200).Json.AsArray()
        .Single(held => (string?)held!["kind"] == "serviceConnection" && (string?)held["name"] == name)!;
}
