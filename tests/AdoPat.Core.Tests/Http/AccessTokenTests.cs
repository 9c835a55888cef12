using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Http;

/// <summary>Where the access token goes, and what happens when it is refused.</summary>
public class AccessTokenTests(Emulator emulator) : EmulatorTest(emulator)
{
    [Fact]
    public async Task One_refresh_serves_all_requests_whose_token_was_refused()
    {
        EmulatorTokens tokens = await SignInAsync();
        AdoPatSession session = SessionOf(tokens);
        PersonalAccessToken token = await OneAsync(new PatClient(session), "laptop git");
        int before = await RefreshesAsync();
        await Emulator.MoveClockAsync("+2h");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => new PatClient(session).GetAsync(Contoso, token.AuthorizationId)));

        Assert.Equal(before + 1, await RefreshesAsync());
        Assert.Equal(20, (await Emulator.TokenRequestsAsync()).Count(request => request is { Status: 200, Query: var query } && query.Contains("authorizationId", StringComparison.Ordinal)));
        Assert.Single(tokens.Requests.Select(request => request.Refused).OfType<AccessToken>().Distinct());
    }

    [Fact]
    public async Task A_refusal_that_a_new_token_does_not_help_is_answered_with_one_refresh_in_all()
    {
        await AddOrganizationAsync(new { name = "closed" });
        PatClient client = await ClientAsync();
        int before = await RefreshesAsync();

        for (int i = 0; i < 3; i++)
        {
            AdoPatException failure = await FailsAsync(ErrorIds.AdoForbidden, () => ReadAsync(client.ListAsync("closed", PatState.Active)));
            Assert.Contains("the signed-in user has no access to this organization", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before + 1, await RefreshesAsync());
        Assert.Equal([401, 401, 401, 401], (await Emulator.TokenRequestsAsync()).Select(request => request.Status));
    }

    [Fact]
    public async Task What_one_organization_refuses_for_good_is_still_refreshed_for_another()
    {
        await AddOrganizationAsync(new { name = "closed" });
        PatClient client = await ClientAsync();
        await FailsAsync(ErrorIds.AdoForbidden, () => ReadAsync(client.ListAsync("closed", PatState.Active)));
        int before = await RefreshesAsync();
        await Emulator.MoveClockAsync("+2h");

        Assert.NotEmpty(await ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Equal(before + 1, await RefreshesAsync());
    }

    [Fact]
    public async Task A_challenge_is_passed_on_and_answered()
    {
        EmulatorTokens tokens = await SignInAsync();
        PatClient client = new(SessionOf(tokens));
        await Emulator.SeedAsync(new { conditions = new[] { new { kind = "claimsChallenge", user = Ada } } });

        Assert.NotEmpty(await ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Equal(
            """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""",
            Assert.Single(tokens.Requests.Select(request => request.Claims).OfType<string>()));
    }

    [Fact]
    public async Task A_challenge_after_a_hopeless_refusal_is_answered()
    {
        EmulatorTokens tokens = await SignInAsync();
        PatClient client = new(SessionOf(tokens));
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 401, count = 2 });
        await FailsAsync(ErrorIds.AdoUnauthorized, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));
        await Emulator.SeedAsync(new { conditions = new[] { new { kind = "claimsChallenge", user = Ada } } });

        Assert.NotEmpty(await ReadAsync(client.ListAsync(Contoso, PatState.Active)));
    }

    [Fact]
    public async Task When_no_new_token_can_be_had_the_reason_is_told()
    {
        PatClient client = await ClientAsync();
        await ReadAsync(client.ListAsync(Contoso, PatState.Active));
        await Emulator.SeedAsync(new { conditions = new[] { new { kind = "refreshTokenExpired", user = Ada, when = "refresh" } } });
        await Emulator.MoveClockAsync("+2h");

        AdoPatException failure = await FailsAsync(ErrorIds.InteractionRequired, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Contains("AADSTS700082", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.EndsSession);
    }

    [Fact]
    public async Task A_token_from_elsewhere_that_is_refused_is_not_sent_twice()
    {
        EmulatorTokens signedIn = await SignInAsync();
        string accessToken = (await signedIn.GetTokenAsync(new(), CancellationToken.None)).Value;
        PatClient client = new(SessionOf(GivenAccessToken.Check(accessToken, TimeProvider.System)));
        await Emulator.MoveClockAsync("+2h");

        await FailsAsync(ErrorIds.AdoUnauthorized, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Equal(401, Assert.Single(await Emulator.TokenRequestsAsync()).Status);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using TcpListener elsewhere = new(IPAddress.Loopback, 0);
        elsewhere.Start();
        PatClient client = await ClientAsync();
        Dictionary<string, string> headers = new() { ["Location"] = $"https://localhost:{((IPEndPoint)elsewhere.LocalEndpoint).Port}/" };
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 302, headers, count = (int?)null });

        await FailsAsync(ErrorIds.AdoUnauthorized, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.False(elsewhere.Pending());
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://localhost:{0}/vssps.dev.azure.com/contoso/_apis/tokens/pats")]
    public async Task A_request_to_any_other_place_is_stopped_before_it_leaves(string address)
    {
        using TcpListener elsewhere = new(IPAddress.Loopback, 0);
        elsewhere.Start();
        Uri uri = new(string.Format(null, address, ((IPEndPoint)elsewhere.LocalEndpoint).Port));
        EmulatorTokens tokens = await SignInAsync();
        using ServiceClient client = new(Emulator.Endpoints, tokens, Clock);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.SendAsync(HttpMethod.Get, uri, new RequestContext { Action = "Going elsewhere" }, CancellationToken.None));

        Assert.False(elsewhere.Pending());
        Assert.Empty(tokens.Requests);
    }

    [Fact]
    public async Task A_request_without_the_access_token_has_none()
    {
        EmulatorTokens tokens = await SignInAsync();
        using ServiceClient client = new(Emulator.Endpoints, tokens, Clock);

        await TenantDiscovery.FindAsync(client, Emulator.Endpoints, Contoso, observer: null, CancellationToken.None);

        Assert.Empty(tokens.Requests);
        Assert.Null(Assert.Single(await Emulator.RequestsAsync(), request => request.Method == "HEAD").Authentication);
    }

    private async Task<int> RefreshesAsync() => (await Emulator.RequestsAsync()).Count(request => request.GrantType is not null);
}
