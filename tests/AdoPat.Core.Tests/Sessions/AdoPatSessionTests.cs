using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Sessions;

public class AdoPatSessionTests(Emulator emulator) : EmulatorTest(emulator)
{
    [Fact]
    public async Task A_session_says_who_and_where()
    {
        EmulatorTokens tokens = await SignInAsync();

        AdoPatSession session = SessionOf(tokens);

        Assert.Equal((Ada, tokens.TenantId, SignInMethod.DeviceCode, tokens.ExpiresOn), (session.Account, session.TenantId, session.Method, session.ExpiresOn));
        Assert.Equal("ada@contoso.test in contoso", session.ToString());
        Assert.Equal("ada@contoso.test", SessionOf(tokens, organization: null).ToString());
        Assert.Equal([Contoso], session.KnownOrganizations);
    }

    [Fact]
    public async Task The_tenant_of_an_organization_is_found_out_once()
    {
        AdoPatSession session = await ConnectAsync();
        PatClient client = new(session);

        await OneAsync(client, "laptop git");
        await ReadAsync(client.ListAsync("CONTOSO", PatState.Expired));
        await new PatSearch(session, client).GetByNameAsync(Contoso, "laptop git");

        Assert.Single(await Emulator.RequestsAsync(), request => request.Method == "HEAD");
    }

    [Fact]
    public async Task Requests_that_begin_together_find_out_the_tenant_together()
    {
        await Emulator.BehaveAsync(new { latencyMilliseconds = 30 });
        PatClient client = await ClientAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ReadAsync(client.ListAsync(Contoso, PatState.Active))));

        Assert.Single(await Emulator.RequestsAsync(), request => request.Method == "HEAD");
    }

    [Fact]
    public async Task A_guest_gets_a_token_of_the_organization_s_tenant()
    {
        await Emulator.SeedAsync(new
        {
            tenants = new[] { new { domain = "partner.test" } },
            users = new[] { new { upn = Ada, guestOf = Tenants } },
            organizations = new[] { new { name = "partner", tenant = "partner.test", members = Members } },
        });
        EmulatorTokens tokens = await SignInAsync();
        PatClient client = new(SessionOf(tokens));

        await client.CreateAsync("partner", NewPat());

        JsonObject state = await Emulator.StateAsync();
        string tenant = state["tenants"]!.AsArray().Single(item => item!["domain"]!.GetValue<string>() == "partner.test")!["id"]!.GetValue<string>();
        Assert.Equal([tenant], tokens.Requests.Select(request => request.TenantId).Distinct());
        Assert.NotEqual(tenant, tokens.TenantId);
    }

    [Fact]
    public async Task An_ended_session_sends_nothing_and_says_what_to_do()
    {
        AdoPatSession session = await ConnectAsync();
        session.Dispose();
        session.Dispose();

        Assert.True(session.IsEnded);
        foreach (Func<Task> work in new Func<Task>[]
        {
            () => ReadAsync(new PatClient(session).ListAsync(Contoso, PatState.Active)),
            () => new PatClient(session).CreateAsync(Contoso, NewPat()),
            () => new OrganizationClient(session).ListAsync(),
        })
        {
            AdoPatException failure = await FailsAsync(ErrorIds.NotConnected, work);
            Assert.Equal("The session of ada@contoso.test was ended by Disconnect-AdoPat. Run Connect-AdoPat again.", failure.Message);
        }

        Assert.Empty(await Emulator.TokenRequestsAsync());
    }

    [Fact]
    public async Task A_request_that_is_under_way_when_the_session_ends_fails_and_does_not_hang()
    {
        AdoPatSession session = await ConnectAsync();
        PatClient client = new(session);
        await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { name = "slow", path = AllTokenRequests, delayMilliseconds = 600_000, count = (int?)null });

        Task list = ReadAsync(client.ListAsync(Contoso, PatState.Active));
        await Emulator.WhenHitAsync("slow");
        session.Dispose();

        AdoPatException failure = await FailsAsync(ErrorIds.NotConnected, () => list);
        Assert.Equal("Listing the tokens of contoso was cut off, as Disconnect-AdoPat ended the session. Run Connect-AdoPat again.", failure.Message);
    }

    [Fact]
    public async Task A_list_does_not_go_on_after_the_session_has_ended()
    {
        await Emulator.SeedAsync(new { tokens = new[] { new { owner = Ada, displayName = "many", organizations = Organizations, count = 220 } } });
        AdoPatSession session = await ConnectAsync();

        await FailsAsync(ErrorIds.NotConnected, async () =>
        {
            await foreach (PersonalAccessToken token in new PatClient(session).ListAsync(Contoso, PatState.Active))
            {
                session.Dispose();
            }
        });

        Assert.InRange((await Emulator.TokenRequestsAsync()).Count, 1, 2);
    }

    [Fact]
    public async Task A_change_that_is_under_way_when_the_session_ends_may_have_been_made()
    {
        AdoPatSession session = await ConnectAsync();
        PatClient client = new(session);
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { name = "slow", path = AllTokenRequests, delayMilliseconds = 600_000, count = (int?)null });

        Task revocation = client.RevokeAsync(Contoso, token.AuthorizationId);
        await Emulator.WhenHitAsync("slow");
        session.Dispose();
        Clock.Advance(RetryHandler.Grace);

        AdoPatException failure = await FailsAsync(ErrorIds.NotConnected, () => revocation);
        Assert.Equal(
            $"Revoking the token {token.AuthorizationId} of contoso was cut off, as Disconnect-AdoPat ended the session. "
            + "It may have been done all the same. Run Connect-AdoPat again.",
            failure.Message);
        Assert.True(failure.IsOutcomeUnknown);
    }

    [Fact]
    public async Task Names_are_kept_for_completion_and_not_without_end()
    {
        await Emulator.SeedAsync(new { tokens = new[] { new { owner = Ada, displayName = "many", organizations = Organizations, count = 2100 } } });
        AdoPatSession session = await ConnectAsync();
        PatClient client = new(session);

        await ReadAsync(client.ListAsync(Contoso, PatState.Active));

        Assert.Equal(2000, session.KnownTokenNames.Count);
        Assert.Contains("laptop git", session.KnownTokenNames);
    }

    [Fact]
    public async Task The_account_can_be_forgotten()
    {
        EmulatorTokens tokens = await SignInAsync();

        await SessionOf(tokens).ForgetAccountAsync(CancellationToken.None);

        Assert.True(tokens.IsForgotten);
    }

    private static readonly string[] Tenants = ["partner.test"];
    private static readonly string[] Members = [Ada];
    private static readonly string[] Organizations = [Contoso];
}
