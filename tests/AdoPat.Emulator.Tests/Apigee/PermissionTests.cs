using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class PermissionTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    private const string OpsAdmin = "/userroles/opsadmin/permissions";
    private const string Seed =
        """<ResourcePermission path="/oauth2"><Permissions><Permission>get</Permission><Permission>put</Permission></Permissions></ResourcePermission>""";

    [Fact]
    public async Task Roles_and_their_users_are_listed()
    {
        Assert.Equal(["orgadmin", "opsadmin", "businessuser", "user"], (await GetAsync("/userroles")).Json.AsArray().Select(name => (string)name!));
        Assert.Equal([Ops], (await GetAsync("/userroles/opsadmin/users")).Json.AsArray().Select(name => (string)name!));
        Assert.Equal("opsadmin", (string?)(await GetAsync("/userroles/opsadmin")).Json["name"]);
        Assert.Equal("Petrova", (string?)(await GetAsync("/userroles/opsadmin/users/" + Ops)).Json["lastName"]);
        MustFail(await GetAsync("/userroles/opsadmin/users/" + Ben), 404, "usersandroles.UserDoesNotExist");
        MustFail(await GetAsync("/userroles/roles/permissions"), 404, "usersandroles.RoleDoesNotExist");
    }

    [Fact]
    public async Task One_resource_is_not_wrapped_in_a_list()
    {
        JsonNode all = (await GetAsync("/userroles/businessuser/permissions")).MustBe(200).Json;
        JsonNode one = (await GetAsync("/userroles/businessuser/permissions?path=/oauth2")).MustBe(200).Json;

        Assert.Equal(3, all["resourcePermission"]!.AsArray().Count);
        Assert.Equal("""{"organization":"myorg","path":"/oauth2","permissions":["get","put"]}""", one.ToJsonString());
        MustFail(await GetAsync(OpsAdmin + "?path=/oauth2"), 404, "usersandroles.PermissionDoesNotExist");
    }

    [Theory]
    [InlineData(Seed)]
    [InlineData("""{"path":"/oauth2","permissions":["put","get"]}""")]
    public async Task Permissions_are_added_to_those_that_are_there_and_work_at_once(string body)
    {
        await EnableAsync();
        (await SearchAsync("enduser=" + EndUser, Ops)).MustBe(403);
        (await PostAsync(OpsAdmin, """{"path":"/oauth2","permissions":["delete"]}""")).MustBe(201);

        (await PostAsync(OpsAdmin, body)).MustBe(201);

        Assert.Equal(["delete", "get", "put"], await VerbsAsync("opsadmin"));
        (await SearchAsync("enduser=" + EndUser, Ops)).MustBe(200);
        Assert.True((bool)(await GetAsync(OpsAdmin + "/get?path=/oauth2")).Json["value"]!);
        await SwitchEdgeAsync("""{"permissionValueIsText":true}""");
        Assert.Equal("false", (string?)(await GetAsync(OpsAdmin + "/GET?path=/oauth2")).Json["value"]);
    }

    [Fact]
    public async Task Many_are_added_at_once()
    {
        (await PostAsync("/userroles/opsadmin/resourcepermissions", """{"resourcePermission":[{"path":"/oauth2","permissions":["get"]},{"path":"/apps","permissions":["get"]}]}""")).MustBe(200);
        (await PostAsync("/userroles/opsadmin/resourcepermissions", $"<ResourcePermissions>{Seed}</ResourcePermissions>", accept: "application/xml")).MustBe(200);

        Assert.Equal(["get", "put"], await VerbsAsync("opsadmin"));
    }

    [Theory]
    [InlineData("""{"path":"/oauth2","permissions":["GET"]}""")]
    [InlineData("""{"path":"oauth2","permissions":["get"]}""")]
    [InlineData("""{"permissions":["get"]}""")]
    [InlineData("<ResourcePermissions/>")]
    public async Task What_is_no_permission_is_refused(string body) => MustFail(await PostAsync(OpsAdmin, body), 400, "distribution.InvalidPayload");

    [Fact]
    public async Task Permissions_are_taken_away_in_three_ways()
    {
        (await SendAsync(HttpMethod.Delete, "/userroles/businessuser/permissions/put?path=/oauth2")).MustBe(200);
        Assert.Equal(["get"], await VerbsAsync("businessuser"));
        MustFail(await SendAsync(HttpMethod.Delete, "/userroles/businessuser/permissions/put?path=/oauth2"), 404, "usersandroles.PermissionDoesNotExist");

        (await SendAsync(HttpMethod.Delete, "/userroles/businessuser/permissions", """<ResourcePermission path="/oauth2"><Permissions></Permissions></ResourcePermission>""")).MustBe(200);
        MustFail(await GetAsync("/userroles/businessuser/permissions?path=/oauth2"), 404, "usersandroles.PermissionDoesNotExist");

        await PostAsync("/userroles/businessuser/permissions", Seed);
        (await SendAsync(HttpMethod.Delete, "/userroles/businessuser/permissions?path=/oauth2&delete=true")).MustBe(200);
        MustFail(await GetAsync("/userroles/businessuser/permissions?path=/oauth2"), 404, "usersandroles.PermissionDoesNotExist");
    }

    [Fact]
    public async Task Each_way_can_be_missing()
    {
        await SwitchEdgeAsync("""{"permissionRemovals":["body"]}""");

        MustFail(await SendAsync(HttpMethod.Delete, "/userroles/businessuser/permissions/put?path=/oauth2"), 400, "distribution.InvalidPayload");
        MustFail(await SendAsync(HttpMethod.Delete, "/userroles/businessuser/permissions?path=/oauth2&delete=true"), 400, "distribution.InvalidPayload");
        (await SendAsync(HttpMethod.Delete, "/userroles/businessuser/permissions", Seed)).MustBe(200);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/*", 200)]
    [InlineData("/oauth2/*", 200)]
    [InlineData("/*/search", 200)]
    [InlineData("/*/*", 200)]
    [InlineData("/oauth2/search/more", 403)]
    [InlineData("/oauth", 403)]
    [InlineData("/apps", 403)]
    public async Task A_path_covers_what_is_below_it_and_a_star_any_part(string path, int status)
    {
        await EnableAsync();
        await PostAsync(OpsAdmin, $$"""{"path":"{{path}}","permissions":["get"]}""");

        (await SearchAsync("enduser=" + EndUser, Ops)).MustBe(status);
    }

    [Fact]
    public async Task The_more_specific_path_decides_alone()
    {
        await EnableAsync();
        await PostAsync(OpsAdmin, """{"path":"/*","permissions":["get","put"]}""");
        (await SearchAsync("enduser=" + EndUser, Ops)).MustBe(200);

        await PostAsync(OpsAdmin, """{"path":"/oauth2","permissions":["put"]}""");

        (await SearchAsync("enduser=" + EndUser, Ops)).MustBe(403);
        (await PostAsync("/oauth2/revoke?cascade=false&enduser=" + EndUser, user: Ops)).MustBe(202);
    }

    [Fact]
    public async Task Xml_is_answered_to_those_who_ask_for_it()
    {
        XElement one = XDocument.Parse((await GetAsync("/userroles/businessuser/permissions?path=/oauth2", accept: "text/xml")).MustBe(200).Text).Root!;
        XElement all = XDocument.Parse((await GetAsync("/userroles/businessuser/permissions", accept: "application/xml")).MustBe(200).Text).Root!;

        Assert.Equal("/oauth2", (string?)one.Attribute("path"));
        Assert.Equal(["get", "put"], one.Element("Permissions")!.Elements("Permission").Select(verb => verb.Value));
        Assert.Equal(3, all.Elements("ResourcePermission").Count());
    }

    private async Task<string[]> VerbsAsync(string role) =>
        [.. (await GetAsync($"/userroles/{role}/permissions?path=/oauth2")).MustBe(200).Json["permissions"]!.AsArray().Select(verb => (string)verb!)];
}
