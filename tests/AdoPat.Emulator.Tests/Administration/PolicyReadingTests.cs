using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Administration;

public class PolicyReadingTests(EmulatorFixture fixture) : AdministrationTest(fixture)
{
    private const string TenantPolicies = "vssps.dev.azure.com/contoso/_apis/TenantPolicy/Policies/TenantPolicy.";
    private const string Page = "dev.azure.com/contoso/_settings/organizationPolicy?__rt=fps&__ver=2";
    private const string Hierarchy = "dev.azure.com/contoso/_apis/Contribution/HierarchyQuery?api-version=5.0-preview.1";

    [Theory]
    [InlineData("RestrictGlobalPersonalAccessToken", true, """{"AllowedUsersAndGroupObjectIds":"[\"BEN\"]"}""")]
    [InlineData("RestrictFullScopePersonalAccessToken", false, """{"AllowedUsersAndGroupObjectIds":"[]"}""")]
    [InlineData("RestrictPersonalAccessTokenLifespan", true, """{"AllowedUsersAndGroupObjectIds":"[]","MaxPatLifespanInDays":"30"}""")]
    [InlineData("EnableLeakedPersonalAccessTokenAutoRevocation", true, """{"AllowedUsersAndGroupObjectIds":"[]"}""")]
    public async Task A_policy_of_the_tenant_is_read(string name, bool value, string properties)
    {
        await SeedAsync(
            $$$"""
            {"users":[{"upn":"{{{Ben}}}","displayName":"Ben Nassar","objectId":"0a0a0a0a-0000-4000-8000-00000000000b"}],
             "tenants":[{"domain":"contoso.test","policies":{"restrictGlobal":{"enabled":true,"allowedUsers":["{{{Ben}}}"]},"maximumLifespan":{"enabled":true,"days":30} } }]}
            """);

        JsonNode policy = (await Client.GetAsync(TenantPolicies + name, Authorization)).MustBe(200).Json;

        Assert.Equal("TenantPolicy." + name, (string?)policy["name"]);
        Assert.Equal(value, (bool)policy["value"]!);
        JsonNode expected = JsonNode.Parse(properties.Replace("BEN", "0a0a0a0a-0000-4000-8000-00000000000b", System.StringComparison.Ordinal))!;
        Assert.True(JsonNode.DeepEquals(expected, policy["properties"]), policy.ToJsonString());
    }

    [Fact]
    public async Task The_policies_of_the_organization_are_on_two_pages()
    {
        await SeedAsync(
            $$"""
            {"organizations":[{"name":"contoso","administrators":["{{Ada}}"],"members":["{{Ben}}"],
              "restrictTokenCreation":{"enabled":true,"allowPackagingScopes":true,"allowedUsers":["{{Ben}}"]} }]}
            """);
        string ben = await Client.SignInAsync(Ben);

        JsonNode page = (await Client.GetAsync(Page, ben)).MustBe(200).Json["fps"]!["dataProviders"]!["data"]!["ms.vss-admin-web.organization-policies-data-provider"]!;
        Answer hierarchy = await Client.SendAsync(
            HttpMethod.Post, Hierarchy, Body.Json("""{"contributionIds":["ms.vss-org-web.collection-admin-policy-data-provider"],"context":{}}"""), ben);

        JsonNode policy = page["policies"]!["security"]!.AsArray().Select(item => item!["policy"]!).Single(item => (string?)item["name"] == "Policy.DisablePATCreation");
        Assert.True((bool)policy["value"]!);
        Assert.Equal("""{"isAllowListEnabled":true,"isPackagingScopeEnabled":true}""", policy["properties"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(page, hierarchy.MustBe(200).Json["dataProviders"]!["ms.vss-org-web.collection-admin-policy-data-provider"]));
    }

    [Fact]
    public async Task Another_question_gets_no_policies()
    {
        Answer hierarchy = await Client.SendAsync(HttpMethod.Post, Hierarchy, Body.Json("""{"contributionIds":["something"]}"""), Authorization);

        Assert.Empty(hierarchy.MustBe(200).Json["dataProviders"]!.AsObject());
        Assert.Equal("text/html", (await Client.GetAsync("dev.azure.com/contoso/_settings/organizationPolicy", Authorization)).MustBe(200).MediaType);
    }

    [Theory]
    [InlineData("dev.azure.com")]
    [InlineData("vssps.dev.azure.com")]
    public async Task One_policy_of_the_organization_is_read_only_with_a_default(string host)
    {
        string path = $"{host}/contoso/_apis/OrganizationPolicy/Policies/Policy.DisablePATCreation";

        (await Client.GetAsync(path, Authorization)).MustBe(405);
        Assert.False((bool)(await Client.GetAsync(path + "?defaultValue=true", Authorization)).MustBe(200).Json["value"]!);
    }

    [Fact]
    public async Task The_policies_can_be_out_of_reach()
    {
        await SwitchAsync("""{"policyOutage":"tenant"}""");
        (await Client.GetAsync(TenantPolicies + "RestrictGlobalPersonalAccessToken", Authorization)).MustFailWith(500, "VssServiceException");
        (await Client.GetAsync(Page, Authorization)).MustBe(200);

        await SwitchAsync("""{"policyOutage":"organization"}""");
        (await Client.GetAsync(Page, Authorization)).MustFailWith(500, "VssServiceException");
    }

    [Fact]
    public async Task Not_everybody_reads_the_policies_of_the_tenant_and_not_every_policy_exists()
    {
        (await Client.GetAsync(TenantPolicies + "RestrictGlobalPersonalAccessToken", await Client.SignInAsync(Ben))).MustFailWith(403, "AccessCheckException");
        (await Client.GetAsync(TenantPolicies + "Nonsense", Authorization)).MustFailWith(400, "ArgumentException");
    }
}
