using System;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class PolicyTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string FullAccess = """{"displayName":"a","scope":"app_token"}""";
    private const string Code = """{"displayName":"a","scope":"vso.code"}""";
    private const string Packaging = """{"displayName":"a","scope":"vso.packaging_write vso.packaging"}""";

    [Fact]
    public async Task Full_access_can_be_forbidden_to_all_but_some()
    {
        await TenantAsync("""{"restrictFullScope":{"enabled":true,"allowedUsers":["BEN@contoso.test"]}}""");

        Assert.Equal("fullScopePatPolicyViolation", await CreateAsync(FullAccess));
        Assert.Equal("none", await CreateAsync(Code));
        Assert.Equal("none", await CreateAsync(FullAccess, Ben));
    }

    [Fact]
    public async Task Tokens_for_all_organizations_can_be_forbidden_to_all_but_some()
    {
        await TenantAsync("""{"restrictGlobal":{"enabled":true,"allowedUsers":["ben@contoso.test"]}}""");
        await SwitchAsync("""{"globalTokensBlockedFrom":"2099-01-01T00:00:00Z"}""");
        const string Global = """{"displayName":"a","scope":"vso.code","allOrgs":true}""";

        Assert.Equal("globalPatPolicyViolation", await CreateAsync(Global));
        Assert.Equal("none", await CreateAsync(Global, Ben));
    }

    [Fact]
    public async Task A_longer_life_than_allowed_is_shortened()
    {
        await TenantAsync("""{"maximumLifespan":{"enabled":true,"days":7}}""");

        JsonNode token = (await Client.CreateAsync(await Client.SignInAsync(Ada), InDays(60))).MustBe(200).Json["patToken"]!;

        Assert.Equal(7, Days(token), 3);
    }

    [Fact]
    public async Task A_longer_life_than_allowed_can_be_refused_instead()
    {
        await TenantAsync("""{"maximumLifespan":{"enabled":true,"days":7}}""");
        await SwitchAsync("""{"lifespanViolation":"refuse"}""");

        Assert.Equal("patLifespanPolicyViolation", await CreateAsync(InDays(60)));
        Assert.Equal("none", await CreateAsync(InDays(6)));
    }

    [Fact]
    public async Task An_extension_is_counted_from_the_creation()
    {
        await SeedAsync(
            $$"""{"tokens":[{"authorizationId":"0a0a0a0a-0000-4000-8000-000000000001","owner":"{{Ada}}","displayName":"old","scope":"vso.code","organizations":["contoso"],"validFrom":"-5d","validTo":"+1d"}]}""");
        await TenantAsync("""{"maximumLifespan":{"enabled":true,"days":7}}""");
        string end = DateTime.UtcNow.AddDays(7).ToString("O", CultureInfo.InvariantCulture);

        Answer answer = await Client.UpdateAsync(
            await Client.SignInAsync(Ada), $$"""{"authorizationId":"0a0a0a0a-0000-4000-8000-000000000001","validTo":"{{end}}"}""");

        Assert.Equal(7, Days(answer.MustBe(200).Json["patToken"]!), 3);
    }

    [Fact]
    public async Task An_organization_can_forbid_creation_but_for_packaging_and_some_users()
    {
        await OrganizationAsync("""{"enabled":true,"allowPackagingScopes":false}""");
        Assert.Equal("disablePatCreationPolicyViolation", await CreateAsync(Packaging));

        await OrganizationAsync("""{"enabled":true,"allowPackagingScopes":true,"allowedUsers":["ben@contoso.test"]}""");
        Assert.Equal("none", await CreateAsync(Packaging));
        Assert.Equal("disablePatCreationPolicyViolation", await CreateAsync(Code));
        Assert.Equal("none", await CreateAsync(Code, Ben));
        Assert.Equal("none", await CreateAsync(Code, Ada, "fabrikam"));
    }

    [Theory]
    [InlineData("tenant", "failedToReadTenantPolicy")]
    [InlineData("organization", "failedToReadOrgPolicy")]
    public async Task The_policies_can_be_out_of_reach(string outage, string error)
    {
        await SwitchAsync($$"""{"policyOutage":"{{outage}}"}""");

        Assert.Equal(error, await CreateAsync(Code));
    }

    [Fact]
    public async Task Tokens_that_exist_are_not_touched_by_a_policy()
    {
        string token = (string)(await Client.CreateGoodAsync(await Client.SignInAsync(Ada), "app_token"))["token"]!;

        await TenantAsync("""{"restrictFullScope":{"enabled":true}}""");

        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic(token))).MustBe(200);
    }

    private static string InDays(int days) =>
        $$"""{"displayName":"a","scope":"vso.code","validTo":"{{DateTime.UtcNow.AddDays(days).ToString("O", CultureInfo.InvariantCulture)}}"}""";

    private static double Days(JsonNode token) => ((DateTime)token["validTo"]! - (DateTime)token["validFrom"]!).TotalDays;

    private Task TenantAsync(string policies) => SeedAsync($$"""{"tenants":[{"domain":"contoso.test","policies":{{policies}}}]}""");

    private Task OrganizationAsync(string policy) => SeedAsync(
        $$"""{"organizations":[{"name":"contoso","administrators":["{{Ada}}"],"members":["{{Ben}}"],"restrictTokenCreation":{{policy}}}]}""");

    private async Task<string?> CreateAsync(string json, string user = Ada, string organization = "contoso") =>
        (string?)(await Client.CreateAsync(await Client.SignInAsync(user), json, organization)).MustBe(200).Json["patTokenError"];
}
