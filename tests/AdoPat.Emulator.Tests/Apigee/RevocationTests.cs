using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class RevocationTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    [Fact]
    public async Task Many_are_submitted_and_revoked_one_after_the_other()
    {
        await EnableAsync();
        await SwitchEdgeAsync("""{"revocationSeconds":100}""");
        await SeedAsync("""{"apigeeTokens":[{"organization":"myorg","app":"weather","endUser":"e","neverExpires":true,"count":10}]}""");

        Answer answer = (await PostAsync("/oauth2/revoke?enduser=e&cascade=false")).MustBe(202);

        Assert.Equal("10", answer.Text);
        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal(10, await ApprovedAsync("e"));
        await MoveClockAsync("+55s");
        Assert.Equal(5, await ApprovedAsync("e"));
        await MoveClockAsync("+50s");
        Assert.Equal(0, await ApprovedAsync("e"));
        Assert.Equal("0", (await PostAsync("/oauth2/revoke?enduser=e")).MustBe(202).Text);
        Assert.Equal(3, await ApprovedAsync(EndUser));
    }

    [Fact]
    public async Task Refresh_tokens_go_when_it_is_said_so()
    {
        await EnableAsync();
        await SwitchEdgeAsync("""{"revocationSeconds":0}""");
        await AddTokenAsync("a", "\"endUser\":\"e\",\"refreshToken\":\"r\",\"shape\":\"issued\"");

        await PostAsync("/oauth2/revoke?enduser=e");
        Assert.Equal(("revoked", "approved"), await StatusAsync("a"));

        (await PostAsync("/oauth2/accesstokens/a?action=approve")).MustBe(200);
        await PostAsync("/oauth2/revoke?enduser=e&cascade=true");
        Assert.Equal(("revoked", "revoked"), await StatusAsync("a"));

        (await PostAsync("/oauth2/accesstokens/a?action=approve&cascade=true")).MustBe(200);
        Assert.Equal(("approved", "approved"), await StatusAsync("a"));
        await SwitchEdgeAsync("""{"revocationAlwaysCascades":true}""");
        await PostAsync("/oauth2/revoke?enduser=e&cascade=false");
        Assert.Equal(("revoked", "revoked"), await StatusAsync("a"));
    }

    [Fact]
    public async Task One_token_is_revoked_and_approved_again()
    {
        await AddTokenAsync("a");

        Assert.Empty((await PostAsync("/oauth2/accesstokens/a?action=revoke&cascade=false")).MustBe(200).Bytes);
        Assert.Equal("revoked", (string?)(await DetailsAsync("a"))["status"]);
        await SwitchEdgeAsync("""{"tokenActionStatus":204}""");
        (await PostAsync("/oauth2/accesstokens/a?action=approve")).MustBe(204);
        Assert.Equal("approved", (string?)(await DetailsAsync("a"))["status"]);

        await MoveClockAsync("+2h");
        Assert.Equal("expired", (string?)(await DetailsAsync("a"))["status"]);
        MustFail(await PostAsync("/oauth2/accesstokens/a?action=approve"), 400, "keymanagement.service.access_token_approve_failed");
        MustFail(await PostAsync("/oauth2/accesstokens/a?action=burn"), 400, "keymanagement.service.invalid_action");
        MustFail(await PostAsync("/oauth2/accesstokens/a?action=revoke", "{}"), 400, "keymanagement.service.invalid_action");
        MustFail(await PostAsync("/oauth2/accesstokens/b?action=revoke"), 404, "keymanagement.service.invalid_accesstoken");
    }

    [Fact]
    public async Task Some_revocations_are_ignored_without_a_word()
    {
        await EnableAsync();
        await SwitchEdgeAsync("""{"revocationSeconds":0}""");
        await AddTokenAsync("stubborn", "\"endUser\":\"e\",\"ignoresRevocation\":true");

        Assert.Equal("1", (await PostAsync("/oauth2/revoke?enduser=e")).MustBe(202).Text);
        (await PostAsync("/oauth2/accesstokens/stubborn?action=revoke")).MustBe(200);

        Assert.Equal("approved", (string?)(await DetailsAsync("stubborn"))["status"]);
    }

    [Theory]
    [InlineData("cascade=true", "parameters_missing")]
    [InlineData("app=nothing", "keymanagement.service.app_id_not_found")]
    public async Task A_filter_is_needed(string query, string code)
    {
        await EnableAsync();

        MustFail(await PostAsync("/oauth2/revoke?" + query), 400, code);
    }

    [Fact]
    public async Task A_refresh_token_is_revoked_and_approved()
    {
        await AddTokenAsync("a", "\"refreshToken\":\"r\",\"shape\":\"issued\"");

        (await PostAsync("/oauth2/refreshtokens/r?action=revoke")).MustBe(200);
        Assert.Equal(("approved", "revoked"), await StatusAsync("a"));
        (await PostAsync("/oauth2/refreshtokens/r?action=approve")).MustBe(200);
        Assert.Equal(("approved", "approved"), await StatusAsync("a"));
        MustFail(await PostAsync("/oauth2/refreshtokens/x?action=revoke"), 404, "keymanagement.service.invalid_refresh_token");
    }

    [Fact]
    public async Task A_deleted_token_is_gone()
    {
        await AddTokenAsync("a");

        Assert.Equal("a", (string?)(await SendAsync(HttpMethod.Delete, "/oauth2/accesstokens/a")).MustBe(200).Json["token"]);

        MustFail(await GetAsync("/oauth2/accesstokens/a"), 404, "keymanagement.service.AccessTokenDoesntExists");
        await SwitchEdgeAsync("""{"missingTokenStatus":400}""");
        MustFail(await SendAsync(HttpMethod.Delete, "/oauth2/accesstokens/a"), 400, "keymanagement.service.AccessTokenDoesntExists");
    }

    private async Task<int> ApprovedAsync(string endUser)
    {
        JsonArray list = (await SearchAsync($"enduser={endUser}&limit=100")).MustBe(200).Json["list"]!.AsArray();
        JsonNode[] details = await Task.WhenAll(list.Select(token => DetailsAsync((string)token!)));
        return details.Count(token => (string?)token["status"] == "approved");
    }

    private async Task<(string? Access, string? Refresh)> StatusAsync(string token)
    {
        JsonNode details = await DetailsAsync(token);
        return ((string?)details["status"], (string?)details["refresh_token_status"]);
    }
}
