using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatClientTests(Emulator emulator) : EmulatorTest(emulator)
{
    private static readonly string[] Members = [Ben];
    private static readonly string[] Organizations = ["big"];

    [Fact]
    public async Task A_list_comes_in_pages_one_of_which_is_requested_ahead()
    {
        await AddTokensAsync(count: 205);
        PatClient client = await ClientAsync(Ben);
        await using IAsyncEnumerator<PersonalAccessToken> list = client.ListAsync("big", PatState.Active).GetAsyncEnumerator();

        List<string> names = [];
        while (await list.MoveNextAsync())
        {
            if (names.Count is 0 or 100 or 200)
            {
                await Emulator.ReceivesAsync(Math.Min(names.Count / 100 + 2, 3));
            }

            if (names.Count is 50 or 150)
            {
                Assert.Equal(names.Count / 100 + 2, (await Emulator.TokenRequestsAsync()).Count);
            }

            names.Add(list.Current.Name);
        }

        Assert.Equal(Enumerable.Range(1, 205).Select(number => $"many {number:D5}"), names);
    }

    [Fact]
    public async Task Who_wants_one_token_requests_one_page_and_one_ahead()
    {
        await AddTokensAsync(count: 205);
        PatClient client = await ClientAsync(Ben);

        await foreach (PersonalAccessToken token in client.ListAsync("big", PatState.Active))
        {
            Assert.Equal("many 00001", token.Name);
            break;
        }

        Assert.InRange((await Emulator.TokenRequestsAsync()).Count, 1, 2);
    }

    [Theory]
    [InlineData(PatState.Active, "build agents", "everything (temporary)", "laptop git", "marketplace publish", "packages feed")]
    [InlineData(PatState.Expired, "old release script")]
    [InlineData(PatState.Revoked, "lost laptop")]
    public async Task Each_state_is_a_list_of_its_own(PatState state, params string[] names)
    {
        PatClient client = await ClientAsync();

        List<PersonalAccessToken> tokens = await ReadAsync(client.ListAsync(Contoso, state));

        Assert.Equal(names, tokens.Select(token => token.Name));
        Assert.All(tokens, token => Assert.Equal((state, Contoso), (token.State, token.Organization)));
    }

    [Fact]
    public async Task A_listed_token_has_everything_that_the_service_tells()
    {
        PatClient client = await ClientAsync();

        PersonalAccessToken token = await OneAsync(client, "laptop git");
        PersonalAccessToken global = await OneAsync(client, "marketplace publish");

        Assert.Equal(["vso.code_write"], token.Scope);
        Assert.InRange((token.ValidFrom - DateTimeOffset.UtcNow).TotalDays, -20.1, -19.9);
        Assert.InRange((token.ValidTo - DateTimeOffset.UtcNow).TotalDays, 69.9, 70.1);
        Assert.Equal(TimeSpan.Zero, token.ValidTo.Offset);
        Assert.NotEqual(Guid.Empty, token.AuthorizationId);
        Assert.Equal([await IdOfAsync(Contoso)], token.TargetAccounts);
        Assert.False(token.IsGlobal);
        Assert.True(global.IsGlobal);
        Assert.Empty(global.TargetAccounts);
    }

    [Theory]
    [InlineData("""{"patTokens":[{"displayName":"last"}]}""")]
    [InlineData("""{"continuationToken":null,"patTokens":[{"displayName":"last"}]}""")]
    [InlineData("""{"continuationToken":"","patTokens":[{"displayName":"last"}]}""")]
    [InlineData("""{"patTokens":[{"displayName":"last"}],"more":{"of":"this"}}""")]
    [InlineData("\uFEFF{\"patTokens\":[{\"displayName\":\"last\"}]}")]
    public async Task A_list_ends_where_there_is_no_continuation(string body)
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 200, body });

        Assert.Equal("last", Assert.Single(await ReadAsync(client.ListAsync(Contoso, PatState.Active))).Name);
        Assert.Single(await Emulator.TokenRequestsAsync());
    }

    [Fact]
    public async Task A_service_that_leads_in_a_circle_is_not_followed_for_ever()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 200, body = """{"continuationToken":"A","patTokens":[]}""", count = 1 });
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 200, body = """{"continuationToken":"B","patTokens":[]}""", nth = 2, count = 1 });
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 200, body = """{"continuationToken":"A","patTokens":[]}""", nth = 3, count = (int?)null });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoUnexpectedResponse, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Equal("Listing the tokens of contoso failed: the service gave the same page twice. Try again.", failure.Message);
        Assert.Equal(3, (await Emulator.TokenRequestsAsync()).Count);
    }

    [Fact]
    public async Task A_service_that_gives_the_same_page_for_ever_is_not_read_for_ever()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 200, body = """{"continuationToken":"again","patTokens":[]}""", count = (int?)null });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoUnexpectedResponse, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Equal("Listing the tokens of contoso failed: the service gave the same page twice. Try again.", failure.Message);
        Assert.Equal(2, (await Emulator.TokenRequestsAsync()).Count);
    }

    [Fact]
    public async Task A_continuation_is_sent_back_as_it_came()
    {
        const string continuation = "a+b/c==&d=é %2F#?";
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(
            new { path = AllTokenRequests, status = 200, body = new { continuationToken = continuation, patTokens = Array.Empty<object>() } },
            new { path = AllTokenRequests, nth = 2, status = 200, body = """{"patTokens":[]}""" });

        await ReadAsync(client.ListAsync(Contoso, PatState.Active));

        Assert.Equal(continuation, Contract.SwaggerOperation.QueryOf((await Emulator.TokenRequestsAsync())[1])["continuationToken"]);
    }

    [Fact]
    public async Task A_token_is_got_by_its_id()
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken expired = Assert.Single(await ReadAsync(client.ListAsync(Contoso, PatState.Expired)));

        PersonalAccessToken token = await client.GetAsync(Contoso, expired.AuthorizationId);

        Assert.Equal((expired.Name, PatState.Expired), (token.Name, token.State));
        Assert.Equal(PatState.Active, (await client.GetAsync(Contoso, (await OneAsync(client, "laptop git")).AuthorizationId)).State);
    }

    [Fact]
    public async Task What_is_asked_for_but_not_there_is_named()
    {
        PatClient client = await ClientAsync();
        Guid id = Guid.NewGuid();
        PersonalAccessToken unknown = new() { Name = "x", Organization = Contoso, AuthorizationId = id, Scope = ["vso.code"], ValidTo = DateTimeOffset.UtcNow.AddDays(1) };

        AdoPatException get = await FailsAsync(ErrorIds.PatNotFound, () => client.GetAsync(Contoso, id));
        AdoPatException update = await FailsAsync(ErrorIds.PatNotFound, () => client.UpdateAsync(unknown, new PatChange()));
        AdoPatException revoke = await FailsAsync(ErrorIds.PatNotFound, () => client.RevokeAsync(Contoso, id));

        Assert.StartsWith($"Getting the token {id} of contoso failed: there is no such token.", get.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Changing the token 'x' ({id}) of contoso failed: there is no such token.", update.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Revoking the token {id} of contoso failed: there is no such token.", revoke.Message, StringComparison.Ordinal);
        Assert.Equal("SessionTokenNotFoundException", revoke.ServiceCode);
        Assert.Matches(@"\(activity id [0-9a-f-]{36}\)$", revoke.Message);
    }

    [Fact]
    public async Task A_token_is_created_and_its_secret_works()
    {
        PatClient client = await ClientAsync();
        PatCreation creation = NewPat("café ☕ 'quoted' \"twice\"");

        IssuedPersonalAccessToken token = await client.CreateAsync(Contoso, creation);

        Assert.Equal(creation.Name, token.Name);
        Assert.Equal(creation.Scope, token.Scope);
        Assert.Equal(PatState.Active, token.State);
        Assert.False(token.IsGlobal);
        Assert.False(PatLifetime.IsClamped(creation.ValidTo, token.ValidTo));
        Assert.Null(token.PlainTextToken);
        Assert.True((await CheckAsync(token.Token, Contoso)).Works);
        Assert.Equal(creation.Name, (await client.GetAsync(Contoso, token.AuthorizationId)).Name);
    }

    [Fact]
    public async Task A_policy_may_make_the_end_sooner_and_that_is_seen()
    {
        await Emulator.SeedAsync(new { tenants = new[] { new { domain = "contoso.test", policies = new { maximumLifespan = new { enabled = true, days = 3 } } } } });
        PatClient client = await ClientAsync();
        PatCreation creation = NewPat();

        IssuedPersonalAccessToken token = await client.CreateAsync(Contoso, creation);

        Assert.True(PatLifetime.IsClamped(creation.ValidTo, token.ValidTo));
        Assert.InRange((token.ValidTo - DateTimeOffset.UtcNow).TotalDays, 2.9, 3.1);
    }

    [Fact]
    public async Task A_token_is_changed_and_keeps_its_id_and_secret()
    {
        PatClient client = await ClientAsync();
        IssuedPersonalAccessToken token = await client.CreateAsync(Contoso, NewPat(), asPlainText: true);
        DateTimeOffset end = DateTimeOffset.UtcNow.AddDays(20);

        PersonalAccessToken renamed = await client.UpdateAsync(token, new PatChange { Name = "renamed" });
        PersonalAccessToken changed = await client.UpdateAsync(renamed, new PatChange { Scope = ["vso.build", "vso.work"], ValidTo = end });

        Assert.Equal((token.AuthorizationId, "renamed"), (changed.AuthorizationId, changed.Name));
        Assert.Equal(["vso.build", "vso.work"], changed.Scope);
        Assert.False(PatLifetime.IsClamped(end, changed.ValidTo));
        Assert.Equal(token.ValidFrom, changed.ValidFrom);
        Assert.Equal(["vso.code"], renamed.Scope);
        Assert.True((await CheckAsync(token.Token, Contoso)).Works);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(200)]
    public async Task A_token_is_revoked_whichever_success_the_service_answers(int status)
    {
        await Emulator.BehaveAsync(new { revokeStatus = status });
        PatClient client = await ClientAsync();
        IssuedPersonalAccessToken token = await client.CreateAsync(Contoso, NewPat());

        await client.RevokeAsync(Contoso, token.AuthorizationId);

        Assert.Contains(await ReadAsync(client.ListAsync(Contoso, PatState.Revoked)), revoked => revoked.AuthorizationId == token.AuthorizationId);
        Assert.False((await CheckAsync(token.Token, Contoso)).Works);
    }

    [Fact]
    public async Task An_older_service_is_asked_in_its_own_version_from_then_on()
    {
        await Emulator.BehaveAsync(new { newestApiVersion = "7.1" });
        PatClient client = await ClientAsync();

        IssuedPersonalAccessToken token = await client.CreateAsync(Contoso, NewPat());
        await client.RevokeAsync(Contoso, token.AuthorizationId);

        Assert.Equal(
            [("POST", 400, "7.2-preview.1"), ("POST", 200, "7.1-preview.1"), ("DELETE", 204, "7.1-preview.1")],
            (await Emulator.TokenRequestsAsync()).Select(request => (request.Method, request.Status, Contract.SwaggerOperation.QueryOf(request)["api-version"])));
    }

    [Fact]
    public async Task Requests_that_find_out_together_that_the_service_is_older_all_succeed()
    {
        await Emulator.BehaveAsync(new { newestApiVersion = "7.1", latencyMilliseconds = 30 });
        PatClient client = await ClientAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ReadAsync(client.ListAsync(Contoso, PatState.Active))));
    }

    [Fact]
    public async Task An_outage_of_the_policies_is_waited_for_a_little()
    {
        await Emulator.BehaveAsync(new { policyOutage = "organization" });
        PatClient client = await ClientAsync();

        AdoPatException failure = await FailsAsync(ErrorIds.AdoServerError, () => client.CreateAsync(Contoso, NewPat()));

        Assert.Contains("(failedToReadOrgPolicy). Azure DevOps could not read its policies. Nothing was changed; try again in a minute.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await Emulator.TokenRequestsAsync()).Count);
        Assert.Equal(2, Observer.Waits.Count);
    }

    [Fact]
    public async Task What_was_answered_is_told_to_the_observer()
    {
        PatClient client = await ClientAsync();

        await ReadAsync(client.ListAsync(Contoso, PatState.Active));

        Assert.Equal(["HEAD 401", "GET 200"], Observer.Answers.Select(answer => $"{answer.Method} {(int)answer.Status}"));
    }

    private Task AddTokensAsync(int count) => Emulator.SeedAsync(new
    {
        organizations = new[] { new { name = "big", members = Members } },
        tokens = new[] { new { owner = Ben, displayName = "many", organizations = Organizations, count } },
    });

    private async Task<Guid> IdOfAsync(string organization) => (await Emulator.StateAsync())["organizations"]!.AsArray()
        .Single(item => item!["name"]!.GetValue<string>() == organization)!["id"]!.GetValue<Guid>();
}
