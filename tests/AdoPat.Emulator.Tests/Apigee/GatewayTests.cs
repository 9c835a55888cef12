using System;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class GatewayTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    private const string Plain = Gateway + "/oauth/client_credential/accesstoken?grant_type=client_credentials";
    private const string Proxy = Gateway + "/oauth-admin/v1/oauth2/revoke";
    private static readonly (string, string)[] Weather = [("client_id", "emulator-weather-key"), ("client_secret", "emulator-weather-secret")];

    [Fact]
    public async Task A_token_is_issued_with_what_the_policy_puts_in()
    {
        JsonNode token = await IssueAsync(Plain, ("appuserID", EndUser));

        Assert.Equal("3599", (string?)token["expires_in"]);
        Assert.Equal("BearerToken", (string?)token["token_type"]);
        Assert.Equal("approved", (string?)token["status"]);
        Assert.Equal(await AppIdAsync(), (string?)token["application_name"]);
        Assert.Null(token["app_enduser"]);
        Assert.Equal((string?)token["access_token"], (string?)(await DetailsAsync((string)token["access_token"]!))["token"]);
    }

    [Theory]
    [InlineData("request.header.appuserID", "from the header")]
    [InlineData("request.queryparam.app_enduser", "from+the&query")]
    [InlineData("request.formparam.appuserID", "from the form")]
    [InlineData("backend.endUser", "from the proxy")]
    [InlineData("nothing.there", null)]
    public async Task The_end_user_comes_from_where_the_policy_says(string variable, string? endUser)
    {
        await DeployAsync("<AppEndUser>" + variable + "</AppEndUser><ExpiresIn>960000</ExpiresIn>", ",\"variables\":{\"backend.endUser\":\"from the proxy\"}");

        Answer answer = await Client.SendAsync(
            HttpMethod.Post,
            Gateway + "/token?grant_type=client_credentials&app_enduser=" + Uri.EscapeDataString("from+the&query"),
            Body.Form([.. Weather, ("appuserID", "from the form")]),
            null,
            ("appuserID", "from the header"));

        JsonNode token = answer.MustBe(200).Json;
        Assert.Equal(endUser, (string?)token["app_enduser"]);
        Assert.Equal("959", (string?)token["expires_in"]);
    }

    [Fact]
    public async Task A_token_from_before_the_search_is_not_found_by_its_end_user()
    {
        await DeployAsync("<AppEndUser>request.header.appuserID</AppEndUser>");
        JsonNode before = await IssueAsync(Gateway + "/token?grant_type=client_credentials", ("appuserID", "e"));
        await EnableAsync();
        MustFail(await SearchAsync("enduser=e"), 400, "parameters_missing");

        JsonNode after = await IssueAsync(Gateway + "/token?grant_type=client_credentials", ("appuserID", "e"));

        Assert.Equal((string?)after["access_token"], (string?)Assert.Single((await SearchAsync("enduser=e")).Json["list"]!.AsArray()));
        await SwitchEdgeAsync("""{"earlierTokensAreFound":true}""");
        Assert.Equal((string?)before["access_token"], (string?)(await SearchAsync("enduser=e")).Json["list"]![0]);
    }

    [Fact]
    public async Task A_refresh_token_gives_the_next_token_until_it_is_revoked()
    {
        await DeployAsync(
            "<AppEndUser>request.formparam.user</AppEndUser><RefreshTokenExpiresIn>86400000</RefreshTokenExpiresIn><RFCCompliantRequestResponse>true</RFCCompliantRequestResponse>",
            grants: "<GrantType>password</GrantType><GrantType>refresh_token</GrantType>");
        JsonNode first = (await Client.PostFormAsync(Gateway + "/token", [.. Weather, ("grant_type", "password"), ("user", "e")])).MustBe(200).Json;

        JsonNode second = (await RefreshAsync(first)).MustBe(200).Json;

        Assert.Equal("Bearer", (string?)first["token_type"]);
        Assert.Equal(3599, (int)first["expires_in"]!);
        Assert.Equal("86399", (string?)first["refresh_token_expires_in"]);
        Assert.Equal("1", (string?)second["refresh_count"]);
        Assert.Equal("e", (string?)second["app_enduser"]);
        MustFault(await RefreshAsync(first), 400, "keymanagement.service.invalid_refresh_token");
        (await PostAsync($"/oauth2/accesstokens/{(string?)second["access_token"]}?action=revoke&cascade=true")).MustBe(200);
        MustFault(await RefreshAsync(second), 400, "keymanagement.service.invalid_refresh_token");
    }

    [Fact]
    public async Task Wrong_clients_and_grants_are_refused()
    {
        MustFault(await Client.PostFormAsync(Plain, ("client_id", "emulator-weather-key"), ("client_secret", "wrong")), 401, "oauth.v2.InvalidClientIdentifier");
        MustFault(await Client.PostFormAsync(Gateway + "/oauth/client_credential/accesstoken?grant_type=password", Weather), 400, "oauth.v2.UnSupportedGrantType");
        MustFault(await Client.PostFormAsync("myorg-moon.apigee.net/x", Weather), 404, "messaging.adaptors.http.flow.ApplicationNotFound");
        string basic = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("emulator-weather-key:emulator-weather-secret"));
        (await Client.SendAsync(HttpMethod.Post, Plain, null, basic)).MustBe(200);
    }

    [Fact]
    public async Task The_gateway_believes_what_it_has_seen_for_a_while()
    {
        await AddTokenAsync("seen", "\"endUser\":\"e\"");
        await AddTokenAsync("unseen");
        Assert.Equal("e", (string?)(await Client.GetAsync(Gateway + "/weather/today", "Bearer seen")).MustBe(200).Json["endUser"]);
        await PostAsync("/oauth2/accesstokens/seen?action=revoke");
        await PostAsync("/oauth2/accesstokens/unseen?action=revoke");

        MustFault(await Client.GetAsync(Gateway + "/weather", "Bearer unseen"), 401, "keymanagement.service.invalid_access_token");
        (await Client.GetAsync(Gateway + "/weather", "Bearer seen")).MustBe(200);
        await MoveClockAsync("+181s");
        MustFault(await Client.GetAsync(Gateway + "/weather", "Bearer seen"), 401, "keymanagement.service.invalid_access_token");
        MustFault(await Client.GetAsync(Gateway + "/weather"), 401, "keymanagement.service.invalid_access_token");
    }

    [Fact]
    public async Task An_expired_token_is_told_so()
    {
        await AddTokenAsync("old", "\"issuedAt\":\"-2h\"");

        MustFault(await Client.GetAsync(Gateway + "/weather", "Bearer old"), 401, "keymanagement.service.access_token_expired");
    }

    [Fact]
    public async Task The_revocation_proxy_revokes_with_cascade_and_tells_no_number()
    {
        await SwitchEdgeAsync("""{"revocationSeconds":0,"tokenShape":"issued"}""");
        await AddTokenAsync("a", "\"endUser\":\"e\",\"refreshToken\":\"r\"");
        JsonNode admin = (await Client.PostFormAsync(Plain, ("client_id", "emulator-admin-key"), ("client_secret", "emulator-admin-secret"))).MustBe(200).Json;
        string authorization = "Bearer " + (string?)admin["access_token"];

        Assert.Empty((await Client.SendAsync(HttpMethod.Post, Proxy + "?enduser=e", null, authorization)).MustBe(202).Bytes);

        Assert.Equal("revoked", (string?)(await DetailsAsync("a"))["refresh_token_status"]);
        Assert.Equal("""{"code":"400.01.01","message":"Bad Request, missing information"}""", (await Client.SendAsync(HttpMethod.Post, Proxy, null, authorization)).MustBe(400).Text);
        (await Client.SendAsync(HttpMethod.Post, Proxy + "?app=unknown", null, authorization)).MustBe(400);
        await AddTokenAsync("common");
        Assert.Equal("401.99.01", (string?)(await Client.SendAsync(HttpMethod.Post, Proxy + "?enduser=e", null, "Bearer common")).MustBe(401).Json["code"]);
        (await Client.SendAsync(HttpMethod.Post, Proxy + "?enduser=e")).MustBe(401);
    }

    [Theory]
    [InlineData("<OAuthV2><Operation>VerifyAccessToken</Operation></OAuthV2>")]
    [InlineData("<Other/>")]
    [InlineData("<OAuthV2>")]
    [InlineData("<OAuthV2><Operation>GenerateAccessToken</Operation><ExpiresIn>soon</ExpiresIn></OAuthV2>")]
    public async Task A_policy_that_issues_no_tokens_is_refused(string policy)
    {
        string json = $$"""{"apigeeOrganizations":[{"name":"o","tokenEndpoints":[{"path":"/t","policy":"{{policy}}"}] }]}""";

        (await Client.SendAsync(HttpMethod.Post, "_emulator/seed", Body.Json(json))).MustBe(400);
    }

    private static void MustFault(Answer answer, int status, string code) =>
        Assert.Equal(code, (string?)answer.MustBe(status).Json["fault"]!["detail"]!["errorcode"]);

    private async Task<JsonNode> IssueAsync(string path, params (string Name, string Value)[] headers) =>
        (await Client.SendAsync(HttpMethod.Post, path, Body.Form(Weather), null, headers)).MustBe(200).Json;

    private Task<Answer> RefreshAsync(JsonNode token) =>
        Client.PostFormAsync(Gateway + "/token", [.. Weather, ("grant_type", "refresh_token"), ("refresh_token", (string)token["refresh_token"]!)]);

    // Everything of the organization stays, and one more address issues tokens.
    private async Task DeployAsync(string policy, string more = "", string grants = "<GrantType>client_credentials</GrantType>")
    {
        JsonNode organization = (await Client.GetAsync("_emulator/state")).Json["apigeeOrganizations"]![0]!;
        string xml = $"<OAuthV2><Operation>GenerateAccessToken</Operation><SupportedGrantTypes>{grants}</SupportedGrantTypes>{policy}</OAuthV2>";
        organization["tokenEndpoints"]!.AsArray().Add(JsonNode.Parse($$"""{"path":"/token","policy":"{{xml}}"{{more}}}"""));
        await SeedAsync(new JsonObject { ["apigeeOrganizations"] = new JsonArray(organization.DeepClone()) }.ToJsonString());
    }
}
