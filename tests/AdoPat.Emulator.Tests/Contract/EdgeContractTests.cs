using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Apigee;
using AdoPat.Emulator.Tests.Running;
using AdoPat.Tests.Support.Contract;
using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>
/// The answers of the management API, held against its description. Where the description is known to differ from what the servers
/// answer, the differences are named, so that there are no others.
/// </summary>
public class EdgeContractTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    private const string Tokens = "/organizations/{org_name}/oauth2/accesstokens/{access_token}";
    private const string Role = "/organizations/{org_name}/userroles/{role_name}";

    [EdgeDescriptionFact]
    public async Task Searches_and_revocations_are_as_described()
    {
        ApiDescription description = ApiDescription.LoadYaml("oauth-20-access-tokens.yaml");
        await EnableAsync();

        Answer search = (await SearchAsync("limit=2&enduser=" + EndUser)).MustBe(200);
        Answer revoked = (await PostAsync("/oauth2/revoke?cascade=false&enduser=" + EndUser)).MustBe(202);

        Assert.Equal([".meta.query.endUser is not described.", ".meta.totalResults is not a string."], description.CheckAnswer(search.Json, "/organizations/{org_name}/oauth2/search", "get", "200"));
        Assert.Empty(description.CheckAnswer(revoked.Json, "/organizations/{org_name}/oauth2/revoke", "post", "202"));
        await SwitchEdgeAsync("""{"searchNumbersAreText":true}""");
        Assert.Equal(
            [".meta.limit is not a number.", ".meta.query.endUser is not described."],
            description.CheckAnswer((await SearchAsync("enduser=" + EndUser)).Json, "/organizations/{org_name}/oauth2/search", "get", "200"));
        Assert.Equal(["enduser", "app", "limit", "start"], description.QueryOf("paths", "/organizations/{org_name}/oauth2/search", "get"));
        Assert.Equal(["enduser", "app", "cascade"], description.QueryOf("paths", "/organizations/{org_name}/oauth2/revoke", "post"));
        Assert.Equal(["action", "cascade"], description.QueryOf("paths", Tokens, "post"));
        Assert.Equal(["200", "400"], description.StatusesOf(Tokens, "get"));
    }

    [EdgeDescriptionFact]
    public async Task Details_are_as_described_and_have_what_the_samples_have()
    {
        ApiDescription description = ApiDescription.LoadYaml("oauth-20-access-tokens.yaml");
        await AddTokenAsync("a", "\"endUser\":\"e\",\"refreshToken\":\"r\",\"attributes\":[{\"name\":\"n\",\"value\":\"v\"}]");

        JsonNode token = await DetailsAsync("a");

        Assert.Equal(
            [".apiProducts is not described.", ".createdBy is not described.", ".lastModifiedBy is not described.", ".refreshToken is not described.", ".appEnduser is not described.", ".attributes[0] is not a string."],
            description.CheckAnswer(token, Tokens, "get", "200"));
        await SwitchEdgeAsync("""{"productsField":"apiproducts"}""");
        Assert.Empty(description.PropertiesOf("AccessTokenDetails").Except((await DetailsAsync("a")).AsObject().Select(field => field.Key)));
    }

    [EdgeDescriptionFact]
    public async Task Organizations_are_as_described()
    {
        ApiDescription description = ApiDescription.LoadYaml("organizations.yaml");
        const string Path = "/organizations/{org_name}";

        JsonNode organization = (await GetAsync("")).MustBe(200).Json;
        JsonNode body = new JsonObject { ["properties"] = organization["properties"]!.DeepClone() };

        Assert.Empty(description.CheckAnswer(organization, Path, "get", "200"));
        Assert.Empty(description.Check(body, "OrganizationProperties"));
        Assert.Empty(description.CheckAnswer((await PostAsync("", body.ToJsonString())).MustBe(200).Json, Path, "post", "200"));
        Assert.Equal(description.PropertiesOf("Organization"), organization.AsObject().Select(field => field.Key).Order(System.StringComparer.Ordinal));
        Assert.Empty(description.CheckAnswer((await Client.GetAsync("apigee/v1/organizations", As(Ada))).Json, "/organizations", "get", "200"));
    }

    [EdgeDescriptionFact]
    public async Task Roles_and_permissions_are_as_described()
    {
        ApiDescription description = ApiDescription.LoadYaml("user-roles.yaml");
        const string Body = """{"path":"/oauth2","permissions":["get"]}""";

        Assert.Empty(description.CheckAnswer((await GetAsync("/userroles")).Json, "/organizations/{org_name}/userroles", "get", "200"));
        Assert.Empty(description.CheckAnswer((await GetAsync("/userroles/user")).Json, Role, "get", "200"));
        Assert.Empty(description.CheckAnswer((await GetAsync("/userroles/user/users")).Json, Role + "/users", "get", "200"));
        Assert.Empty(description.CheckAnswer((await GetAsync("/userroles/user/users/" + Ben)).Json, Role + "/users/{user_email}", "get", "200"));
        Assert.Empty(description.CheckAnswer((await PostAsync("/userroles/opsadmin/permissions", Body)).Json, Role + "/permissions", "post", "201"));
        Assert.Empty(description.CheckAnswer((await PostAsync("/userroles/opsadmin/resourcepermissions", $$"""{"resourcePermission":[{{Body}}]}""")).Json, Role + "/resourcepermissions", "post", "200"));
        Assert.Empty(description.CheckAnswer((await SendAsync(HttpMethod.Delete, "/userroles/opsadmin/permissions/get?path=/oauth2")).Json, Role + "/permissions/{permission}", "delete", "200"));

        // The description names the organization "org", and its example "organization".
        Assert.All(
            description.CheckAnswer((await GetAsync("/userroles/user/permissions")).Json, Role + "/permissions", "get", "200"),
            problem => Assert.EndsWith(".organization is not described.", problem));

        // The schema has a text, and the example a boolean.
        Assert.Equal([".value is not a string."], description.CheckAnswer((await GetAsync("/userroles/user/permissions/get?path=/oauth2")).Json, Role + "/permissions/{permission}", "get", "200"));
        await SwitchEdgeAsync("""{"permissionValueIsText":true}""");
        Assert.Empty(description.CheckAnswer((await GetAsync("/userroles/user/permissions/get?path=/oauth2")).Json, Role + "/permissions/{permission}", "get", "200"));
    }

    [EdgeDescriptionFact]
    public async Task Developers_and_apps_are_as_described()
    {
        ApiDescription developers = ApiDescription.LoadYaml("developers.yaml");
        ApiDescription apps = ApiDescription.LoadYaml("apps.yaml");
        ApiDescription developerApps = ApiDescription.LoadYaml("developer-apps.yaml");
        const string Developer = "/organizations/{org_name}/developers/{developer_email}";

        Assert.Empty(developers.CheckAnswer((await GetAsync("/developers/" + Ben)).Json, Developer, "get", "200"));
        Assert.Empty(developers.CheckAnswer((await GetAsync("/developers?expand=true")).Json, "/organizations/{org_name}/developers", "get", "200"));
        Assert.Empty(developers.CheckAnswer((await GetAsync("/developers")).Json, "/organizations/{org_name}/developers", "get", "200"));
        Assert.Empty(developerApps.CheckAnswer((await GetAsync($"/developers/{Ben}/apps/weather")).Json, Developer + "/apps/{app_name}", "get", "200"));
        Assert.Empty(apps.CheckAnswer((await GetAsync("/apps")).Json, "/organizations/{org_name}/apps", "get", "200"));
        Assert.All(
            apps.CheckAnswer((await GetAsync("/apps/" + await AppIdAsync())).Json, "/organizations/{org_name}/apps/{app_id}", "get", "200"),
            problem => Assert.EndsWith(".scopes[0] is not an object.", problem));
    }
}
