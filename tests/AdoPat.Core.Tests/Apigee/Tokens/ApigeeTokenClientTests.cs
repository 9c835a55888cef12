using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Tokens;

public class ApigeeTokenClientTests(Emulator emulator) : TokenTest(emulator)
{
    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("itself")]
    [InlineData("first")]
    public async Task All_tokens_come_once_however_the_last_page_says_that_it_is_the_last(string lastPage)
    {
        await ApigeeBehavesAsync(new { lastPage });
        await AddTokensAsync(count: 25);

        List<ApigeeToken> found = await SearchAsync(await ConnectApigeeAsync(), Bob, pageSize: 10);

        Assert.Equal(await ValuesAsync(), found.Select(token => SecretText.ToPlainText(token.AccessToken)));
        Assert.Equal(25, found.Select(token => token.Fingerprint).Distinct().Count());
        Assert.All(found, token => Assert.Equal(ApigeeTokenStatus.Unknown, token.Status));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(10)]
    [InlineData(1)]
    public async Task A_page_that_is_just_full_is_not_followed_by_another_round(int count)
    {
        await ApigeeBehavesAsync(new { lastPage = "first", searchNumbersAreText = true });
        await AddTokensAsync(count);

        Assert.Equal(count, (await SearchAsync(await ConnectApigeeAsync(), Bob, pageSize: 10)).Count);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("empty")]
    [InlineData("fromBeginning")]
    public async Task A_place_that_is_gone_is_an_error_and_no_end(string unknownStart)
    {
        await ApigeeBehavesAsync(new { unknownStart });
        await AddTokensAsync(count: 40);
        ApigeeSession session = await ConnectApigeeAsync();
        object page = new { list = (await ValuesAsync()).Take(10), meta = new { next = "was-there-before", totalResults = "40" } };
        await Emulator.FailAsync(new { path = "*/oauth2/search", status = 200, body = page });

        AdoPatException failure = await FailsAsync(ErrorIds.ApigeeUnexpectedResponse, () => SearchAsync(session, Bob, pageSize: 10));

        Assert.StartsWith("Searching the tokens of end user 'bob & sons' in myorg failed: the token at which the next page begins is gone", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("was-there-before", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_user_and_an_app_are_both_asked_for()
    {
        await AddTokensAsync(count: 3);
        await AddTokensAsync(count: 2, app: "till and stock");
        ApigeeSession session = await ConnectApigeeAsync();
        string app = (await SearchAndGetAsync(session, Bob))[0].AppId;

        Assert.Equal(5, (await SearchAsync(session, Bob)).Count);
        Assert.Equal(3, (await SearchAsync(session, new TokenFilter(BobName, app))).Count);
        Assert.Equal(3 + 5, (await SearchAsync(session, new TokenFilter(null, app))).Count);
    }

    [Fact]
    public async Task Details_are_read_from_both_shapes()
    {
        await AddTokensAsync(count: 1, shape: "management");
        await AddTokensAsync(count: 1, shape: "issued");

        List<ApigeeToken> tokens = await SearchAndGetAsync(await ConnectApigeeAsync(), Bob);

        Assert.All(tokens, token => Assert.Equal(BobName, token.EndUserId));
        Assert.All(tokens, token => Assert.Equal(["Weather", "QM - API"], token.ApiProducts));
        Assert.All(tokens, token => Assert.Equal(ApigeeTokenStatus.Approved, token.Status));
        Assert.Equal(["weather", ""], tokens.Select(token => token.AppName));
        Assert.Equal(["", Ben], tokens.Select(token => token.DeveloperEmail));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task A_revocation_is_undone_by_an_approval(int status)
    {
        await ApigeeBehavesAsync(new { tokenActionStatus = status });
        await AddTokensAsync(count: 1);
        ApigeeSession session = await ConnectApigeeAsync();
        ApigeeTokenClient client = new(session);
        ApigeeToken token = Assert.Single(await SearchAsync(session, Bob));

        await client.RevokeAsync(token.AccessToken, cascade: true);
        Assert.Equal(ApigeeTokenStatus.Revoked, (await client.GetAsync(token.AccessToken)).Status);
        await client.ApproveAsync(token.AccessToken, cascade: true);
        Assert.Equal(ApigeeTokenStatus.Approved, (await client.GetAsync(token.AccessToken)).Status);

        Assert.Equal(
            ["?action=revoke&cascade=true", "?action=approve&cascade=true"],
            (await RequestsAsync("POST", "/oauth2/accesstokens/")).Select(request => request.Query));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task A_token_that_is_not_there(int status)
    {
        await ApigeeBehavesAsync(new { missingTokenStatus = status });
        ApigeeTokenClient client = new(await ConnectApigeeAsync(), Observer);

        AdoPatException failure = await FailsAsync(ErrorIds.ApigeeTokenNotFound, () => client.GetAsync(SecretText.ToSecureString("no/such token")));
        await FailsAsync(ErrorIds.ApigeeTokenNotFound, () => client.RevokeAsync(SecretText.ToSecureString("no/such token"), cascade: false));

        Assert.DoesNotContain("such token of", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Observer.Answers, answer => answer.Uri.AbsoluteUri.Contains("no%2Fsuch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_of_the_search_have_ids_of_their_own()
    {
        ApigeeSession session = await ConnectApigeeAsync();

        await FailsAsync(ErrorIds.ApigeeInvalidLimit, () => SearchAsync(session, new TokenFilter("bN4xQ7wKd2VsT9hR", null), pageSize: 101));
        await FailsAsync(ErrorIds.ApigeeAppNotFound, () => SearchAsync(session, new TokenFilter(null, "weather")));
        AdoPatException nobody = await FailsAsync(ErrorIds.ApigeeTokenNotFound, () => SearchAsync(session, new TokenFilter(Ben, null)));
        Assert.Contains("no token has that end user", nobody.Message, StringComparison.Ordinal);
        await SetTokenAccessAsync(isEnabled: false);
        await FailsAsync(ErrorIds.ApigeeTokenAccessDisabled, () => SearchAsync(session, new TokenFilter("bN4xQ7wKd2VsT9hR", null)));
        await FailsAsync(ErrorIds.ApigeeTokenAccessDisabled, () => new ApigeeTokenClient(session).RevokeAllAsync(new TokenFilter("bN4xQ7wKd2VsT9hR", null), cascade: true));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("bob", "")]
    [InlineData(" ", "app")]
    public void Everybody_is_nobody(string? endUser, string? app)
    {
        AdoPatException refused = Assert.Throws<AdoPatException>(() => new TokenFilter(endUser, app));

        Assert.Equal(ErrorIds.InvalidArgument, refused.ErrorId);
    }

    [Fact]
    public void Without_a_time_of_the_server_its_word_counts_and_not_the_clock_here()
    {
        ServiceAnswer answer = new()
        {
            Status = HttpStatusCode.OK,
            Body = Encoding.UTF8.GetBytes("""{"status":"approved","expiresAt":1421851335581}"""),
            IsHtml = false,
            IsSignInDemand = false,
            Context = new RequestContext { Action = "Doing it", Service = ServiceIdentity.ApigeeEdge, Organization = MyOrg },
        };

        Assert.Equal(ApigeeTokenStatus.Approved, ApigeeTokenClient.ReadDetails(answer, MyOrg, SecretText.ToSecureString("any")).Status);
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("""{"list":null}""", null)]
    [InlineData("""{"list":{}}""", null)]
    [InlineData("""{"list":[{"token":"a"}]}""", null)]
    [InlineData("""{"list":["a",null]}""", null)]
    [InlineData("not JSON", null)]
    [InlineData("""{"list":[]}""", 0)]
    [InlineData("""{"list":["a","b","a"]}""", 2)]
    [InlineData("""{"list":["a","b"],"meta":[]}""", 2)]
    [InlineData("""{"list":["a","b"],"meta":{"next":null}}""", 2)]
    [InlineData("""{"list":["a","b"],"meta":{"next":{}}}""", 2)]
    public async Task A_page_is_a_list_of_texts_or_none(string body, int? count)
    {
        ApigeeSession session = await ConnectApigeeAsync();
        await Emulator.FailAsync(new { path = "*/oauth2/search", status = 200, body, count = (int?)null });

        if (count is null)
        {
            await FailsAsync(ErrorIds.ApigeeUnexpectedResponse, () => SearchAsync(session, Bob));
        }
        else
        {
            Assert.Equal(count, (await SearchAsync(session, Bob)).Count);
        }
    }
}
