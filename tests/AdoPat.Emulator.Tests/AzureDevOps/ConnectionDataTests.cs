using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class ConnectionDataTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Contoso = "dev.azure.com/contoso/_apis/connectionData";
    private const string Fabrikam = "dev.azure.com/fabrikam/_apis/connectionData";

    [Fact]
    public async Task It_tells_who_somebody_is_and_which_organization_it_is()
    {
        JsonNode state = (await Client.GetAsync("_emulator/state")).Json;
        JsonNode ada = state["users"]!.AsArray().Single(user => (string?)user!["upn"] == Ada)!;

        foreach (string authorization in new[] { await Client.SignInAsync(Ada), EmulatorClient.Basic(await CreateAsync("vso.code")) })
        {
            JsonNode data = (await Client.GetAsync(Contoso, authorization)).MustBe(200).Json;
            JsonNode user = data["authenticatedUser"]!;
            Assert.Equal((string?)ada["id"], (string?)user["id"]);
            Assert.Equal("Ada Lovelace", (string?)user["providerDisplayName"]);
            Assert.Equal(Ada, (string?)user["properties"]!["Account"]!["$value"]);
            Assert.StartsWith("aad.", (string?)user["subjectDescriptor"]);
            Assert.Equal((string?)state["organizations"]![0]!["id"], (string?)data["instanceId"]);
        }
    }

    [Fact]
    public async Task A_token_works_in_its_organization_only()
    {
        string token = EmulatorClient.Basic(await CreateAsync("vso.code"));

        (await Client.GetAsync(Contoso, token)).MustBe(200);
        (await Client.GetAsync(Fabrikam, token)).MustBe(203);
    }

    [Fact]
    public async Task A_global_token_works_everywhere_until_December_2026_unless_an_organization_restricts_tokens()
    {
        await MoveClockAsync("2026-11-30T00:00:00Z");
        await SeedAsync($$"""{"tokens":[{"owner":"{{Ada}}","displayName":"g","global":true,"scope":"vso.profile","validTo":"+300d","token":"a-global-token"}]}""");
        string token = EmulatorClient.Basic("a-global-token");
        (await Client.GetAsync(Contoso, token)).MustBe(200);
        (await Client.GetAsync(Fabrikam, token)).MustBe(200);
        (await Client.GetAsync("app.vssps.visualstudio.com/_apis/profile/profiles/me", token)).MustBe(200);

        await SeedAsync($$"""{"organizations":[{"name":"fabrikam","members":["{{Ada}}"],"restrictTokenCreation":{"enabled":true} }]}""");
        (await Client.GetAsync(Fabrikam, token)).MustBe(203);

        await MoveClockAsync("2026-12-01T00:00:01Z");
        (await Client.GetAsync(Contoso, token)).MustBe(203);
    }

    [Fact]
    public async Task An_expired_token_is_told_apart()
    {
        string token = EmulatorClient.Basic(await CreateAsync("vso.code"));
        await MoveClockAsync("+31d");

        Answer page = (await Client.GetAsync(Contoso, token)).MustBe(401);
        Assert.Contains("<title>Access Denied: The Personal Access Token used has expired.</title>", page.Text);
        Answer json = (await Client.GetAsync(Contoso, token, ("Accept", "application/json"))).MustFailWith(401, "AccessCheckException");
        Assert.Equal("Access Denied: The Personal Access Token used has expired.", (string?)json.Json["message"]);
    }

    [Fact]
    public async Task A_token_of_a_member_who_has_left_does_not_work()
    {
        string token = EmulatorClient.Basic(await CreateAsync("vso.code"));

        await SeedAsync($$"""{"organizations":[{"name":"contoso","members":["{{Ben}}"]}]}""");

        (await Client.GetAsync(Contoso, token)).MustBe(203);
    }

    [Theory]
    [InlineData("vso.project", 200, 401)]
    [InlineData("vso.packaging_write", 401, 404)]
    [InlineData("app_token", 200, 404)]
    [InlineData("vso.analytics", 401, 401)]
    public async Task Probes_answer_by_the_scopes_of_the_token(string scope, int projects, int feed)
    {
        string token = EmulatorClient.Basic(await CreateAsync(scope));

        (await Client.GetAsync(Contoso, token)).MustBe(200);
        (await Client.GetAsync("dev.azure.com/contoso/_apis/projects?api-version=7.1", token)).MustBe(projects);
        (await Client.GetAsync("feeds.dev.azure.com/contoso/_apis/packaging/feeds/1?api-version=6.1-preview.1", token)).MustBe(feed);
    }

    [Fact]
    public async Task Anybody_is_let_in_where_there_are_public_projects_but_as_nobody()
    {
        (await Client.GetAsync(Contoso)).MustBe(302);
        await SeedAsync("""{"organizations":[{"name":"open","publicProjects":true}]}""");

        JsonNode data = (await Client.GetAsync("dev.azure.com/open/_apis/connectionData")).MustBe(200).Json;

        Assert.Equal("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", (string?)data["authenticatedUser"]!["id"]);
        Assert.Equal("Anonymous", (string?)data["authenticatedUser"]!["providerDisplayName"]);
    }

    [Theory]
    [InlineData("old", 52)]
    [InlineData("new", 84)]
    public async Task Tokens_of_both_formats_work(string format, int length)
    {
        await SwitchAsync($$"""{"tokenFormat":"{{(format == "old" ? "legacy" : "new")}}"}""");
        string token = await CreateAsync("vso.code");

        Assert.Equal(length, token.Length);
        (await Client.GetAsync(Contoso, EmulatorClient.Basic(token))).MustBe(200);
        (await Client.GetAsync(Contoso, EmulatorClient.Basic(token.ToUpper(CultureInfo.InvariantCulture)))).MustBe(203);
    }

    private async Task<string> CreateAsync(string scope) => (string)(await Client.CreateGoodAsync(await Client.SignInAsync(Ada), scope))["token"]!;
}
