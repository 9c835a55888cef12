using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Entra;

public class AuthorizeTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Redirect = "http://localhost:51234/";
    private const string Verifier = "a-code-verifier-of-at-least-forty-three-characters";

    private static string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Fact]
    public async Task The_page_shows_every_account_and_a_way_out()
    {
        Answer page = (await Client.GetAsync(Authorize())).MustBe(200);

        Assert.Equal("text/html", page.MediaType);
        Assert.Contains("""id="account-ada@contoso.test" data-upn="ada@contoso.test">Ada Lovelace""", page.Text);
        Assert.Contains("""id="account-ben@contoso.test" """, page.Text);
        Assert.Contains("""id="cancel" """, page.Text);
        Assert.Contains("Visual Studio", page.Text);
    }

    [Fact]
    public async Task The_hinted_account_comes_first()
    {
        Answer page = await Client.GetAsync(Authorize("login_hint=BEN@contoso.test"));

        Assert.True(page.Text.IndexOf("account-ben", StringComparison.Ordinal) < page.Text.IndexOf("account-ada", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chosen_account_is_posted_to_the_client_and_its_code_gives_tokens()
    {
        Dictionary<string, string> posted = await ChooseAsync(Ben);
        Assert.Equal("the state", posted["state"]);

        JsonNode tokens = (await RedeemAsync(posted["code"])).MustBe(200).Json;
        Assert.Equal("Bearer", (string?)tokens["token_type"]);
        Assert.Equal(
            $"{EmulatorClient.AzureDevOps}/user_impersonation {EmulatorClient.AzureDevOps}/.default openid profile", (string?)tokens["scope"]);
        JsonNode id = Jwt.Payload((string)tokens["id_token"]!);
        Assert.Equal(Ben, (string?)id["preferred_username"]);
        Assert.Equal(EmulatorClient.ClientId, (string?)id["aud"]);
        Assert.Equal("n-1", (string?)id["nonce"]);
        JsonNode client = Jwt.Part((string)tokens["client_info"]!);
        Assert.Equal((string?)id["oid"], (string?)client["uid"]);
        Assert.Equal((string?)id["tid"], (string?)client["utid"]);
        Assert.NotEqual("", (string?)tokens["refresh_token"]);
    }

    [Fact]
    public async Task A_code_is_good_for_one_use()
    {
        Dictionary<string, string> posted = await ChooseAsync(Ada);
        (await RedeemAsync(posted["code"])).MustBe(200);

        MustFail(await RedeemAsync(posted["code"]), "invalid_grant", 54005);
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes()
    {
        Dictionary<string, string> posted = await ChooseAsync(Ada);
        await MoveClockAsync("+11m");

        MustFail(await RedeemAsync(posted["code"]), "invalid_grant", 70008);
    }

    [Theory]
    [InlineData("code_verifier", "another-code-verifier-of-forty-three-characters", 501481)]
    [InlineData("code_verifier", "", 501481)]
    [InlineData("redirect_uri", "http://localhost:51235/", 500112)]
    [InlineData("client_id", "another-client", 700005)]
    public async Task A_code_is_of_no_use_to_somebody_else(string name, string value, int number)
    {
        Dictionary<string, string> posted = await ChooseAsync(Ada);

        Answer answer = await RedeemAsync(posted["code"], (name, value));

        Assert.Equal(number, (int)answer.MustBe(400).Json["error_codes"]![0]!);
    }

    [Fact]
    public async Task Cancelling_tells_the_client()
    {
        Answer page = (await Client.PostFormAsync(Authorize(), ("cancel", "1"))).MustBe(200);
        Dictionary<string, string> posted = Fields(page.Text);

        Assert.Equal("access_denied", posted["error"]);
        Assert.Equal("the state", posted["state"]);
        Assert.False(posted.ContainsKey("code"));
    }

    [Theory]
    [InlineData("query", "?")]
    [InlineData("fragment", "#")]
    public async Task The_answer_can_be_a_redirect(string mode, string mark)
    {
        Answer answer = (await Client.PostFormAsync(Authorize(mode: mode), ("account", Ada))).MustBe(302);

        Assert.StartsWith(Redirect + mark + "code=", answer.Location);
        Assert.Contains("&state=the%20state", answer.Location);
    }

    [Fact]
    public async Task Without_a_response_mode_the_answer_is_in_the_query()
    {
        string address = Authorize().Replace("&response_mode=form_post", "", StringComparison.Ordinal);

        Answer answer = await Client.PostFormAsync(address, ("account", Ada));

        Assert.StartsWith(Redirect + "?code=", answer.MustBe(302).Location);
    }

    [Fact]
    public async Task Sign_in_can_be_approved_without_a_page()
    {
        await SwitchAsync($$"""{"signIn":"{{Ada}}"}""");

        Dictionary<string, string> posted = Fields((await Client.GetAsync(Authorize())).MustBe(200).Text);

        (await RedeemAsync(posted["code"])).MustBe(200);
    }

    [Fact]
    public async Task No_prompt_means_no_sign_in()
    {
        Dictionary<string, string> posted = Fields((await Client.GetAsync(Authorize("prompt=none"))).Text);

        Assert.Equal("interaction_required", posted["error"]);
    }

    [Theory]
    [InlineData("redirect_uri=javascript%3Aalert(1)")]
    [InlineData("redirect_uri=")]
    public async Task A_redirect_address_that_a_browser_would_run_is_refused(string query)
    {
        string address = Regex.Replace(Authorize(), "redirect_uri=[^&]*", query);

        Answer page = (await Client.GetAsync(address)).MustBe(400);

        Assert.DoesNotContain("javascript", page.Text);
    }

    [Fact]
    public async Task What_the_client_sends_is_escaped_in_the_page()
    {
        Answer page = await Client.PostFormAsync(Authorize("state=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"), ("cancel", "1"));

        Assert.DoesNotContain("<script>alert", page.Text);
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_is_refused() =>
        Assert.Contains("AADSTS90002", (await Client.GetAsync(Authorize(tenant: "nowhere.test"))).MustBe(400).Text);

    [Fact]
    public async Task A_user_of_another_tenant_is_refused_unless_a_guest()
    {
        await SeedAsync("""{"tenants":[{"domain":"other.test"}],"users":[{"upn":"eve@other.test"},{"upn":"gus@other.test","guestOf":["contoso.test"]}]}""");

        Assert.Contains("AADSTS50020", (await ChooseAsync("eve@other.test", "contoso.test"))["error_description"]);
        Assert.True((await ChooseAsync("gus@other.test", "contoso.test")).ContainsKey("code"));
    }

    private static string Authorize(string more = "", string mode = "form_post", string tenant = "organizations")
    {
        string state = more.StartsWith("state=", StringComparison.Ordinal) ? "" : "&state=the%20state";
        return $"{tenant}/oauth2/v2.0/authorize?client_id={EmulatorClient.ClientId}&response_type=code&response_mode={mode}"
            + $"&redirect_uri={Uri.EscapeDataString(Redirect)}&scope={Uri.EscapeDataString(EmulatorClient.AllScopes)}{state}&nonce=n-1"
            + $"&code_challenge={Challenge}&code_challenge_method=S256&{more}";
    }

    private static Dictionary<string, string> Fields(string page)
    {
        Assert.Contains($"""action="{WebUtility.HtmlEncode(Redirect)}" """.TrimEnd(), page);
        return Regex.Matches(page, """<input type="hidden" name="([^"]*)" value="([^"]*)">""")
            .ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
    }

    private static void MustFail(Answer answer, string error, int number)
    {
        JsonNode body = answer.MustBe(400).Json;
        Assert.Equal(error, (string?)body["error"]);
        Assert.Equal(number, (int)body["error_codes"]![0]!);
        Assert.StartsWith($"AADSTS{number}: ", (string?)body["error_description"]);
    }

    private async Task<Dictionary<string, string>> ChooseAsync(string upn, string tenant = "organizations") =>
        Fields((await Client.PostFormAsync(Authorize(tenant: tenant), ("account", upn))).MustBe(200).Text);

    private Task<Answer> RedeemAsync(string code, params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> fields = new()
        {
            ["client_id"] = EmulatorClient.ClientId,
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
        };
        foreach ((string name, string value) in changes)
        {
            fields[name] = value;
        }

        return Client.PostFormAsync("organizations/oauth2/v2.0/token?haschrome=1", [.. fields.Select(field => (field.Key, field.Value))]);
    }
}
