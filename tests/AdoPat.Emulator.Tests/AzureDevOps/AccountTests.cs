using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class AccountTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Accounts = "app.vssps.visualstudio.com/_apis/accounts?api-version=7.2-preview.1";

    [Fact]
    public async Task A_user_finds_profile_and_organizations()
    {
        string authorization = await Client.SignInAsync(Ben);

        JsonNode me = (await Client.GetAsync("app.vssps.visualstudio.com/_apis/profile/profiles/me?api-version=7.2-preview.3", authorization)).MustBe(200).Json;
        Assert.Equal(Ben, (string?)me["emailAddress"]);

        JsonNode member = (await Client.GetAsync($"{Accounts}&memberId={(string?)me["id"]}", authorization)).MustBe(200).Json;
        Assert.Equal(["contoso", "fabrikam"], member["value"]!.AsArray().Select(item => (string)item!["accountName"]!));
        Assert.Equal(2, (int)member["count"]!);

        JsonNode owner = (await Client.GetAsync($"{Accounts}&ownerId={(string?)me["id"]}", authorization)).MustBe(200).Json;
        Assert.Equal(0, (int)owner["count"]!);
    }

    [Fact]
    public async Task Nobody_sees_the_organizations_of_somebody_else()
    {
        JsonNode state = (await Client.GetAsync("_emulator/state")).Json;
        string ada = (string)state["users"]!.AsArray().Single(user => (string?)user!["upn"] == Ada)!["id"]!;

        Assert.Equal(0, (int)(await Client.GetAsync($"{Accounts}&memberId={ada}", await Client.SignInAsync(Ben))).MustBe(200).Json["count"]!);
    }

    [Fact]
    public async Task Organizations_need_to_be_asked_for_by_somebody() =>
        (await Client.GetAsync(Accounts, await Client.SignInAsync(Ada))).MustFailWith(400, "ArgumentException");

    [Fact]
    public async Task A_profile_that_is_not_there_is_not_found() =>
        (await Client.GetAsync("app.vssps.visualstudio.com/_apis/profile/profiles/nobody", await Client.SignInAsync(Ada)))
            .MustFailWith(404, "ProfileDoesNotExistException");

    [Fact]
    public async Task A_token_of_one_organization_cannot_read_the_profile()
    {
        string token = (string)(await Client.CreateGoodAsync(await Client.SignInAsync(Ada), "vso.profile"))["token"]!;

        (await Client.GetAsync("app.vssps.visualstudio.com/_apis/profile/profiles/me", EmulatorClient.Basic(token))).MustBe(203);
    }

    [Theory]
    [InlineData("searchFilter=General&filterValue=BEN@contoso.test&queryMembership=None", 1)]
    [InlineData("searchFilter=DisplayName&filterValue=Ada Lovelace", 1)]
    [InlineData("searchFilter=General&filterValue=nobody@contoso.test", 0)]
    public async Task Identities_are_found_by_name(string query, int count)
    {
        JsonNode found = (await Client.GetAsync($"vssps.dev.azure.com/contoso/_apis/identities?{query}", await Client.SignInAsync(Ada))).MustBe(200).Json;

        Assert.Equal(count, (int)found["count"]!);
        Assert.All(found["value"]!.AsArray(), item => Assert.StartsWith("aad.", (string?)item!["subjectDescriptor"]));
    }

    [Fact]
    public async Task An_identity_is_found_by_its_descriptor_and_id()
    {
        string authorization = await Client.SignInAsync(Ada);
        JsonNode ben = (await Client.GetAsync($"vssps.dev.azure.com/contoso/_apis/identities?searchFilter=General&filterValue={Ben}", authorization)).Json["value"]![0]!;

        foreach (string query in new[] { $"identityIds={(string?)ben["id"]}", $"subjectDescriptors={(string?)ben["subjectDescriptor"]}" })
        {
            JsonNode found = (await Client.GetAsync($"vssps.dev.azure.com/contoso/_apis/identities?{query}", authorization)).MustBe(200).Json;
            Assert.Equal((string?)ben["id"], (string?)found["value"]!.AsArray().Single()!["id"]);
        }
    }

    [Theory]
    [InlineData("AccountName", "cleo_live.test%23EXT%23@contoso.test", 1)]
    [InlineData("AccountName", "cleo@live.test", 0)]
    [InlineData("MailAddress", "cleo@live.test", 1)]
    [InlineData("General", "cleo@live.test", 1)]
    [InlineData("General", "Ben Nassar", 2)]
    public async Task A_search_compares_what_its_filter_names(string filter, string value, int count)
    {
        await SeedAsync(
            $$"""
            {"users":[{"upn":"cleo_live.test#EXT#@contoso.test","mail":"cleo@live.test","displayName":"Ben Nassar"}],
             "organizations":[{"name":"contoso","administrators":["{{Ada}}"],"members":["{{Ben}}","cleo_live.test#EXT#@contoso.test"]}]}
            """);

        Answer found = await Client.GetAsync($"vssps.dev.azure.com/contoso/_apis/identities?searchFilter={filter}&filterValue={value}", await Client.SignInAsync(Ada));

        Assert.Equal(count, (int)found.MustBe(200).Json["count"]!);
    }

    [Fact]
    public async Task An_identity_that_is_not_there_can_be_null()
    {
        await SwitchAsync("""{"unknownIdentityIsNull":true}""");

        JsonNode found = (await Client.GetAsync(
            "vssps.dev.azure.com/contoso/_apis/identities?searchFilter=General&filterValue=nobody@contoso.test", await Client.SignInAsync(Ada))).MustBe(200).Json;

        Assert.Equal(1, (int)found["count"]!);
        Assert.Null(Assert.Single(found["value"]!.AsArray()));
    }
}
