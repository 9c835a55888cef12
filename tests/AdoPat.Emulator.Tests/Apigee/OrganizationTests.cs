using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class OrganizationTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    private const string Reserved = """{"name":"features.isCpsEnabled","value":"true"}""";

    [Fact]
    public async Task The_properties_that_are_sent_replace_all_others()
    {
        Answer answer = (await PostAsync("", Having($"{Features},{Reserved}"))).MustBe(200);

        Assert.Equal(["features.isOAuthRevokeEnabled", "features.isOAuth2TokenSearchEnabled", "features.isCpsEnabled"], Names(answer.Json));
        Assert.Equal(Names(answer.Json), Names((await GetAsync("")).Json));
        Assert.Equal("My organization", (string?)answer.Json["displayName"]);
        Assert.Equal("paid", (string?)answer.Json["type"]);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Xml_does_the_same(string method)
    {
        const string Value = " a &amp; b&lt;c \u00FC ";

        Answer answer = (await SendAsync(
            new HttpMethod(method),
            "",
            $"""<Organization name="myorg" type="paid"><DisplayName>Mine</DisplayName><Properties><Property name="features.isCpsEnabled">true</Property><Property name="x">{Value}</Property></Properties></Organization>""",
            accept: "application/xml")).MustBe(200);

        Assert.Equal("application/xml", answer.MediaType);
        XElement organization = XDocument.Parse(answer.Text, LoadOptions.PreserveWhitespace).Root!;
        Assert.Equal("myorg", (string?)organization.Attribute("name"));
        Assert.Equal("Mine", organization.Element("DisplayName")!.Value);
        Assert.Equal(["true", " a & b<c \u00FC "], organization.Element("Properties")!.Elements().Select(property => property.Value));
    }

    [Fact]
    public async Task A_reserved_property_must_come_with_its_value()
    {
        MustFail(await PostAsync("", Having(Features)), 400, "organizations.ReservedPropertyCannotBeModified");
        MustFail(await PostAsync("", """{"properties":{"property":[{"name":"features.isCpsEnabled","value":"false"}]}}"""), 400, "organizations.ReservedPropertyCannotBeModified");
        Assert.Equal(4, Names((await GetAsync("")).Json).Length);
    }

    [Fact]
    public async Task What_only_a_system_administrator_may_set_is_ignored_without_a_word()
    {
        await SwitchEdgeAsync("""{"systemProperties":["features.isOAuthRevokeEnabled","subscriptionType"]}""");
        string body = Having($"{Features},{Reserved}");

        Assert.Equal(["features.isOAuth2TokenSearchEnabled", "features.isCpsEnabled", "subscriptionType"], Names((await PostAsync("", body, Ops)).MustBe(200).Json));
        Assert.Equal(["features.isOAuthRevokeEnabled", "features.isOAuth2TokenSearchEnabled", "features.isCpsEnabled"], Names((await PostAsync("", body, Root)).MustBe(200).Json));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"properties":{"property":[{"name":"a"}]}}""")]
    [InlineData("""{"properties":{"property":[{"name":"a","value":true}]}}""")]
    [InlineData("""{"properties":{"property":"a"}}""")]
    [InlineData("""{"name":"other","properties":{"property":[]}}""")]
    [InlineData("""{"properties":{"property":[{"name":"a","value":"1"},{"name":"a","value":"2"}]}}""")]
    [InlineData("<Organization/>")]
    [InlineData("<Organization>")]
    [InlineData("<Other name='myorg'/>")]
    public async Task What_is_no_organization_is_refused(string body) => MustFail(await PostAsync("", body), 400, "distribution.InvalidPayload");

    [Fact]
    public async Task The_method_can_be_one_of_two()
    {
        await SwitchEdgeAsync("""{"organizationMethods":["PUT"]}""");

        MustFail(await PostAsync("", Having(Reserved)), 405, "distribution.MethodNotAllowed");
        (await SendAsync(HttpMethod.Put, "", Having(Reserved))).MustBe(200);
    }

    [Fact]
    public async Task Type_and_display_name_can_be_demanded()
    {
        await SwitchEdgeAsync("""{"organizationXmlNeedsType":true,"missingDisplayNameIsErased":true}""");
        const string Properties = "<Properties><Property name='features.isCpsEnabled'>true</Property></Properties></Organization>";

        MustFail(await PostAsync("", "<Organization name='myorg'>" + Properties), 400, "distribution.InvalidPayload");
        Assert.Equal("", (string?)(await PostAsync("", "<Organization name='myorg' type='trial'>" + Properties)).MustBe(200).Json["displayName"]);
    }

    [Fact]
    public async Task Those_without_the_role_read_and_do_not_write()
    {
        (await GetAsync("", Ben)).MustBe(200);
        Answer refused = (await PostAsync("", "{}", Ben)).MustBe(403);

        Assert.Contains("You don't have permissions", refused.Text);
        await SeedAsync("""{"apigeeUsers":[{"email":"stranger@x.test","password":"p"}]}""");
        (await Client.GetAsync(Org, As("stranger@x.test", "p"))).MustBe(403);
    }

    [Fact]
    public async Task Organizations_are_listed_and_have_a_short_address()
    {
        await SeedAsync("""{"apigeeOrganizations":[{"name":"second"}]}""");

        Assert.Equal(["myorg"], (await Client.GetAsync("apigee/v1/organizations", As(Ada))).Json.AsArray().Select(name => (string)name!));
        Assert.Equal(2, (await Client.GetAsync("apigee/v1/o", As(Root))).Json.AsArray().Count);
        (await Client.GetAsync("apigee/v1/organizations")).MustBe(401);
        Assert.Equal("myorg", (string?)(await Client.GetAsync("apigee/v1/o/myorg", As(Ada))).Json["name"]);
        Assert.Equal("myorg", (string?)(await Client.GetAsync("api.enterprise.apigee.com/v1/o/myorg", As(Ada))).Json["name"]);
        MustFail(await Client.GetAsync("apigee/v1/o/nowhere", As(Root)), 404, "organizations.OrganizationDoesNotExist");
    }

    [Fact]
    public async Task The_journal_knows_who_and_what_it_was()
    {
        await PostAsync("", Having(Reserved));

        JsonNode request = Assert.Single((await Client.GetAsync("_emulator/requests?host=apigee&method=POST")).Json.AsArray())!;
        Assert.Equal("/v1/organizations/myorg", (string?)request["path"]);
        Assert.Equal(Ada, (string?)request["user"]);
        Assert.Equal("features.isCpsEnabled", (string?)request["requestBody"]!["properties"]!["property"]![0]!["name"]);
        Assert.Equal("myorg", (string?)request["responseBody"]!["name"]);
    }

    private static string[] Names(JsonNode organization) => [.. organization["properties"]!["property"]!.AsArray().Select(property => (string)property!["name"]!)];
}
