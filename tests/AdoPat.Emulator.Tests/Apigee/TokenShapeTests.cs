using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class TokenShapeTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    private const string Known =
        "\"endUser\":\"e\",\"scope\":\"READ WRITE\",\"issuedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2026-01-01T01:00:00Z\",\"refreshToken\":\"r\",\"attributes\":[{\"name\":\"tier\",\"value\":\"gold\"}]";

    [Fact]
    public async Task The_management_api_has_camel_case_and_real_numbers()
    {
        await AddTokenAsync("a", Known);

        JsonNode token = await DetailsAsync("a");

        Assert.Equal(["Weather", "QM - API"], token["apiProducts"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("weather", (string?)token["app"]);
        Assert.Equal(await AppIdAsync(), (string?)token["appId"]);
        Assert.Equal("emulator-weather-key", (string?)token["clientId"]);
        Assert.Equal(1767225600000, (long)token["issuedAt"]!);
        Assert.Equal(1767229200000, (long)token["expiresAt"]!);
        Assert.Equal("e", (string?)token["appEnduser"]);
        Assert.Equal("r", (string?)token["refreshToken"]);
        Assert.Equal("gold", (string?)token["attributes"]![0]!["value"]);
        await SwitchEdgeAsync("""{"endUserField":"","productsField":"apiproducts"}""");
        token = await DetailsAsync("a");
        Assert.NotNull(token["apiproducts"]);
        Assert.DoesNotContain(token.AsObject(), field => field.Value?.ToString() == "e");
    }

    [Fact]
    public async Task An_issued_token_has_texts()
    {
        await AddTokenAsync("a", Known);
        await SwitchEdgeAsync("""{"tokenShape":"issued"}""");

        JsonNode token = await DetailsAsync("a");

        Assert.Equal("1767225600000", (string?)token["issued_at"]);
        Assert.Equal("3600", (string?)token["expires_in"]);
        Assert.Equal("[Weather, QM - API]", (string?)token["api_product_list"]);
        Assert.Equal(Ben, (string?)token["developer.email"]);
        Assert.Equal(await AppIdAsync(), (string?)token["application_name"]);
        Assert.Equal("e", (string?)token["app_enduser"]);
        Assert.Equal("0", (string?)token["refresh_token_expires_in"]);
        Assert.Equal("gold", (string?)token["tier"]);
        Assert.Null(token["api_product_list_json"]);
        await SwitchEdgeAsync("""{"issuedNumbersAreNumbers":true,"issuedProductsHaveJson":true}""");
        token = await DetailsAsync("a");
        Assert.Equal(3600, (int)token["expires_in"]!);
        Assert.Equal(2, token["api_product_list_json"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_seed_says_what_is_malformed()
    {
        await AddTokenAsync("odd", "\"details\":{\"expiresAt\":\"soon\",\"apiProducts\":null,\"extra\":{\"a\":[1]}},\"omittedDetails\":[\"status\",\"appId\"]");
        await AddTokenAsync("raw", "\"rawDetails\":\"{ 'not': json //--in seconds\"");
        await AddTokenAsync("other", "\"shape\":\"issued\",\"details\":{\"api_product_list_json\":[\"[A, B]\"]}");

        JsonObject odd = (await DetailsAsync("odd")).AsObject();
        Assert.Equal("soon", (string?)odd["expiresAt"]);
        Assert.True(odd.ContainsKey("apiProducts") && odd["apiProducts"] is null);
        Assert.Equal("""{"a":[1]}""", odd["extra"]!.ToJsonString());
        Assert.False(odd.ContainsKey("status") || odd.ContainsKey("appId"));
        Assert.Equal("{ 'not': json //--in seconds", (await GetAsync("/oauth2/accesstokens/raw")).MustBe(200).Text);
        Assert.Equal("[A, B]", (string?)(await DetailsAsync("other"))["api_product_list_json"]![0]);
    }

    [Fact]
    public async Task A_token_without_an_end_has_minus_one()
    {
        await AddTokenAsync("a", "\"neverExpires\":true");

        Assert.Equal(-1, (int)(await DetailsAsync("a"))["expiresAt"]!);
    }

    [Fact]
    public async Task Attributes_and_scope_are_changed_one_by_one()
    {
        await AddTokenAsync("a", Known);

        JsonNode token = (await PostAsync("/oauth2/accesstokens/a", """{"attributes":[{"name":"x","value":"1"},{"name":"tier","value":"tin"}]}""")).MustBe(200).Json;

        Assert.Equal("READ WRITE", (string?)token["scope"]);
        Assert.Equal(["x=1", "tier=tin"], token["attributes"]!.AsArray().Select(item => $"{(string?)item!["name"]}={(string?)item["value"]}"));
        Assert.Equal("NONE", (string?)(await PostAsync("/oauth2/accesstokens/a", """{"scope":"NONE"}""")).MustBe(200).Json["scope"]);
        MustFail(await PostAsync("/oauth2/accesstokens/a", """{"attributes":["x"]}"""), 400, "distribution.InvalidPayload");
    }

    [Fact]
    public async Task Xml_is_answered_to_those_who_ask_for_it()
    {
        await AddTokenAsync("a", Known);

        XElement token = XDocument.Parse((await GetAsync("/oauth2/accesstokens/a", accept: "application/xml")).MustBe(200).Text).Root!;
        XElement error = XDocument.Parse((await GetAsync("/oauth2/accesstokens/b", accept: "application/xml")).MustBe(404).Text).Root!;

        Assert.Equal("a", token.Element("Token")!.Value);
        Assert.Equal(2, token.Element("ApiProducts")!.Elements("ApiProduct").Count());
        Assert.Equal("Error", error.Name);
        Assert.Equal("keymanagement.service.AccessTokenDoesntExists", error.Element("Code")!.Value);
        Assert.NotNull(error.Element("Contexts"));
    }

    [Fact]
    public async Task The_message_of_an_error_can_be_a_list()
    {
        await SwitchEdgeAsync("""{"errorMessagesAreLists":true}""");

        JsonNode error = (await GetAsync("/oauth2/accesstokens/b")).MustBe(404).Json;

        Assert.Equal(JsonValueKind.Array, error["message"]!.GetValueKind());
    }
}
