using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class CallerTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    private const string Sso = "login.apigee.com/oauth/token";
    private const string ClientHeader = "Basic ZWRnZWNsaTplZGdlY2xpc2VjcmV0";

    [Theory]
    [InlineData(null)]
    [InlineData("Basic !")]
    [InlineData("Basic YQ==")]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    public async Task Without_good_credentials_it_is_401(string? authorization) => (await Client.GetAsync(Org, authorization)).MustBe(401);

    [Fact]
    public async Task Passwords_count_and_may_hold_a_colon()
    {
        await SeedAsync("""{"apigeeUsers":[{"email":"colon@x.test","password":"a:b:ü","systemAdministrator":true},{"email":"none@x.test","systemAdministrator":true},{"email":"mfa@x.test","password":"p","mfaToken":"123456","systemAdministrator":true}]}""");

        (await Client.GetAsync(Org, As("COLON@x.test", "a:b:ü"))).MustBe(200);
        (await Client.GetAsync(Org, As("colon@x.test", "a"))).MustBe(401);
        (await Client.GetAsync(Org, As("none@x.test", ""))).MustBe(401);
        (await Client.GetAsync(Org, As("mfa@x.test", "p"))).MustBe(401);
        await SwitchEdgeAsync("""{"basicIsAllowed":false}""");
        (await GetAsync("")).MustBe(401);
    }

    [Theory]
    [InlineData("html", "text/html", "You don't have permissions")]
    [InlineData("empty", null, "")]
    [InlineData("management", "application/json", "\"code\" : \"usersandroles.Forbidden\"")]
    [InlineData("fault", "application/json", "{\"fault\":{\"faultstring\":")]
    [InlineData("sso", "application/json", "{\"error\":\"insufficient_scope\",\"error_description\":")]
    [InlineData("google", "application/json", "\"status\":\"PERMISSION_DENIED\"")]
    public async Task What_stands_in_a_refusal_is_a_switch(string body, string? mediaType, string text)
    {
        await SwitchEdgeAsync($$"""{"refusalBody":"{{body}}"}""");

        Answer refused = (await SearchAsync("enduser=x", Ops)).MustBe(403);

        Assert.Equal(mediaType, refused.MediaType);
        Assert.Contains(text, refused.Text);
        (await Client.GetAsync(Org)).MustBe(401);
    }

    [Fact]
    public async Task A_refusal_can_be_xml()
    {
        await SwitchEdgeAsync("""{"refusalBody":"management"}""");

        Answer refused = (await SendAsync(HttpMethod.Get, "/oauth2/search?enduser=x", null, Ops, "application/xml")).MustBe(403);

        Assert.Equal("usersandroles.Forbidden", XDocument.Parse(refused.Text).Root!.Element("Code")!.Value);
    }

    [Fact]
    public async Task The_sign_in_server_takes_a_password_and_then_its_refresh_token()
    {
        JsonNode tokens = (await TokensAsync(("grant_type", "password"), ("username", Ada), ("password", "emulator-password"))).MustBe(200).Json;

        Assert.Equal("bearer", (string?)tokens["token_type"]);
        Assert.Equal(1799, (int)tokens["expires_in"]!);
        Assert.Equal(Ada, (string?)Jwt.Payload((string)tokens["access_token"]!)["email"]);
        (await Client.GetAsync(Org, "Bearer " + (string?)tokens["access_token"])).MustBe(200);
        (await Client.GetAsync(Org, "Bearer " + (string?)tokens["refresh_token"])).MustBe(401);

        await MoveClockAsync("+31m");
        (await Client.GetAsync(Org, "Bearer " + (string?)tokens["access_token"])).MustBe(401);
        JsonNode next = (await TokensAsync(("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!))).MustBe(200).Json;
        (await Client.GetAsync(Org, "Bearer " + (string?)next["access_token"])).MustBe(200);

        await MoveClockAsync("+2d");
        Answer expired = (await TokensAsync(("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!))).MustBe(401);
        Assert.Equal("invalid_token", (string?)expired.Json["error"]);
        Assert.Contains("(expired)", (string?)expired.Json["error_description"]);
    }

    [Fact]
    public async Task A_passcode_is_good_once()
    {
        Answer page = (await Client.PostFormAsync("login.apigee.com/passcode", ("account", Ben))).MustBe(200);
        string passcode = Regex.Match(page.Text, "id=\"message\">(.*?)<").Groups[1].Value;
        Assert.Contains($"account-{Ben}", (await Client.GetAsync("login.apigee.com/passcode")).MustBe(200).Text);

        JsonNode tokens = (await TokensAsync(("grant_type", "password"), ("response_type", "token"), ("passcode", passcode))).MustBe(200).Json;

        Assert.Equal(Ben, (string?)Jwt.Payload((string)tokens["access_token"]!)["email"]);
        (await TokensAsync(("grant_type", "password"), ("response_type", "token"), ("passcode", passcode))).MustBe(401);
    }

    [Fact]
    public async Task A_second_factor_comes_in_the_form_or_the_query()
    {
        await SeedAsync("""{"apigeeUsers":[{"email":"mfa@x.test","password":"p","mfaToken":"123456"}]}""");
        (string, string)[] form = [("grant_type", "password"), ("username", "mfa@x.test"), ("password", "p")];

        Assert.Equal("unauthorized", (string?)(await TokensAsync(form)).MustBe(401).Json["error"]);
        (await TokensAsync([.. form, ("mfa_token", "123456")])).MustBe(200);
        (await Client.SendAsync(HttpMethod.Post, Sso + "?mfa_token=123456", Body.Form(form), ClientHeader)).MustBe(200);
    }

    [Fact]
    public async Task The_sign_in_server_wants_its_client_and_a_grant_that_it_knows()
    {
        (string, string)[] form = [("grant_type", "password"), ("username", Ada), ("password", "emulator-password")];

        (await Client.SendAsync(HttpMethod.Post, Sso, Body.Form(form))).MustBe(401);
        (await TokensAsync(("grant_type", "password"), ("username", Ada), ("password", "wrong"))).MustBe(401);
        Assert.Equal("unsupported_grant_type", (string?)(await TokensAsync(("grant_type", "x"))).MustBe(401).Json["error"]);
        Assert.Equal("invalid_token", (string?)(await TokensAsync(("grant_type", "refresh_token"), ("refresh_token", "x"))).MustBe(400).Json["error"]);
        JsonNode request = (await Client.GetAsync("_emulator/requests?host=login.apigee.com")).Json.AsArray().Last()!;
        Assert.Equal("refresh_token", (string?)request["grantType"]);
        Assert.Equal("edgecli", (string?)request["clientId"]);
        await SwitchEdgeAsync("""{"ssoIsInstalled":false}""");
        (await TokensAsync(form)).MustBe(404);
    }

    [Fact]
    public async Task Tokens_of_one_system_do_not_open_the_other()
    {
        string apigee = (string)(await TokensAsync(("grant_type", "password"), ("username", Ada), ("password", "emulator-password"))).Json["access_token"]!;

        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", "Bearer " + apigee)).MustBe(203);
        (await Client.GetAsync(Org, await Client.SignInAsync(Ada))).MustBe(401);
    }

    [Fact]
    public async Task Apigee_has_no_headers_of_azure_devops() => Assert.Null((await GetAsync("")).Header("ActivityId"));

    private Task<Answer> TokensAsync(params (string Name, string Value)[] form) => Client.SendAsync(HttpMethod.Post, Sso, Body.Form(form), ClientHeader);
}
