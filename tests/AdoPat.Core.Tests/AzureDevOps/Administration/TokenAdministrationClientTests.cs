using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps.Administration;

public class TokenAdministrationClientTests(Emulator emulator) : AdministrationTest(emulator)
{
    [Fact]
    public async Task The_tokens_of_a_user_have_an_owner_and_what_other_tokens_have()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();

        PersonalAccessToken token = Assert.Single(await ListAsync(session, Cleo));

        Assert.Equal(("deploy", Contoso, PatState.Active, false, false), (token.Name, token.Organization, token.State, token.IsGlobal, token.IsSshKey));
        Assert.Equal(["vso.code", "vso.build"], token.Scope);
        Assert.Equal(TimeSpan.Zero, token.ValidFrom.Offset);
        Assert.InRange(token.ValidTo, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
        Assert.NotEmpty(token.TargetAccounts);
        Assert.Equal(Cleo, token.Owner!.UserPrincipalName);
        Assert.Equal($"'deploy' ({token.AuthorizationId}) of {Cleo} in contoso", token.ToString());
        Assert.Equal((token.Owner, token.IsSshKey), (token.With(PatState.Revoked).Owner, token.With(PatState.Revoked).IsSshKey));
    }

    [Fact]
    public async Task Times_are_utc_although_they_do_not_say_so()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession cleo = SessionOf(await SignInAsync(Cleo));
        PersonalAccessToken own = Assert.Single(await ReadAsync(new AdoPat.AzureDevOps.PatClient(cleo).ListAsync(Contoso, PatState.Active)));

        PersonalAccessToken seen = Assert.Single(await ListAsync(await ConnectAsync(), Cleo));

        Assert.Equal((own.ValidFrom, own.ValidTo), (seen.ValidFrom, seen.ValidTo));
        Assert.Null(own.Owner);
    }

    [Fact]
    public async Task Ssh_keys_are_a_list_of_their_own()
    {
        await AddCleoAsync(Pat("deploy"), Pat("laptop", isPublic: true));
        AdoPatSession session = await ConnectAsync();

        Assert.Equal(["deploy"], (await ListAsync(session, Cleo)).Select(token => token.Name));
        PersonalAccessToken key = Assert.Single(await ListAsync(session, Cleo, isSshKeys: true));
        Assert.Equal(("laptop", true, false), (key.Name, key.IsSshKey, key.IsGlobal));
        Assert.Equal($"SSH key 'laptop' ({key.AuthorizationId}) of {Cleo} in contoso", key.ToString());
    }

    [Fact]
    public async Task Each_kind_comes_in_its_own_list_also_when_the_service_mixes_them()
    {
        await Emulator.BehaveAsync(new { kindIsIgnored = true });
        await AddCleoAsync(Pat("deploy"), Pat("laptop", isPublic: true));
        AdoPatSession session = await ConnectAsync();

        Assert.Equal(["deploy"], (await ListAsync(session, Cleo)).Select(token => token.Name));
        Assert.Equal(["laptop"], (await ListAsync(session, Cleo, isSshKeys: true)).Select(token => token.Name));
    }

    [Fact]
    public async Task What_is_active_goes_by_the_time_of_the_service()
    {
        await Emulator.BehaveAsync(new { sshKeysHaveNoEnd = true });
        await AddCleoAsync(Pat("deploy"), Pat("laptop", isPublic: true));
        Clock.PutAhead = TimeSpan.FromDays(1000);
        AdoPatSession session = await ConnectAsync();

        Assert.Equal(PatState.Active, Assert.Single(await ListAsync(session, Cleo)).State);
        Assert.Equal(PatState.Active, Assert.Single(await ListAsync(session, Cleo, isSshKeys: true)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task None_is_left_out_of_a_list_when_some_are_revoked_meanwhile(bool isOffset)
    {
        await Emulator.BehaveAsync(new { revokedTokensAreListed = false, continuationIsOffset = isOffset });
        await AddCleoAsync(Pat("many", count: 250));
        AdoPatSession session = await ConnectAsync();
        TokenAdministrationClient client = new(session);
        AdoUser cleo = await new UserClient(session).ResolveAsync(Contoso, Cleo);

        List<Guid> seen = [];
        await foreach (IReadOnlyList<PersonalAccessToken> page in client.ListPagesAsync(Contoso, cleo))
        {
            seen.AddRange(page.Select(token => token.AuthorizationId));
            if (page.Count > 0)
            {
                await client.RevokeAsync(Contoso, [.. page.Select(token => token.AuthorizationId)]);
            }
        }

        Assert.Equal((250, 250), (seen.Count, seen.Distinct().Count()));
        Assert.Empty(await ListAsync(session, Cleo));
    }

    [Fact]
    public async Task Expired_and_revoked_ones_are_told_apart()
    {
        await AddCleoAsync(
            Pat("works"),
            new { owner = Cleo, displayName = "over", organizations = new List<string> { Contoso }, validFrom = "-60d", validTo = "-30d" },
            new { owner = Cleo, displayName = "gone", organizations = new List<string> { Contoso }, revoked = true });

        List<PersonalAccessToken> tokens = await ListAsync(await ConnectAsync(), Cleo);

        Assert.Equal(
            [("gone", PatState.Revoked), ("over", PatState.Expired), ("works", PatState.Active)],
            tokens.Select(token => (token.Name, token.State)).Order());
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        await AddCleoAsync(Pat("many", count: 250));

        List<PersonalAccessToken> tokens = await ListAsync(await ConnectAsync(), Cleo);

        Assert.Equal(250, tokens.Select(token => token.AuthorizationId).Distinct().Count());
        Assert.Equal(3, (await RequestsAsync("GET", "/personalaccesstokens/")).Count);
    }

    [Fact]
    public async Task Who_is_no_administrator_is_told_which_permission_is_missing()
    {
        AdoPatSession session = await ConnectAsync(Ben);
        TokenAdministrationClient client = new(session);

        AssertNamesPermission(await FailsAsync(ErrorIds.AdoAdministratorRequired, () => ListAsync(session, Ada)));
        AssertNamesPermission(await FailsAsync(ErrorIds.AdoAdministratorRequired, () => client.RevokeAsync(Contoso, [Guid.NewGuid()])));
        AssertNamesPermission(await FailsAsync(ErrorIds.AdoAdministratorRequired, () => client.AddRevocationRuleAsync(Contoso, ["vso.code"], DateTimeOffset.UtcNow)));
    }

    [Fact]
    public async Task A_refusal_of_the_sign_in_is_no_missing_permission()
    {
        await Emulator.FailAsync(new
        {
            path = "*/_apis/tokenadmin/*",
            status = 401,
            body = """{"message":"TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.","typeKey":"UnauthorizedRequestException"}""",
            count = (int?)null,
        });
        AdoPatSession session = await ConnectAsync();

        await FailsAsync(ErrorIds.AdoUnauthorized, () => ListAsync(session, Ben));
    }

    [Fact]
    public async Task Who_left_the_organization_is_not_found()
    {
        AdoPatSession session = await ConnectAsync();
        AdoUser gone = new() { Descriptor = "aad.MTExMTExMTEtMTExMS0xMTEx", Organization = Contoso };

        AdoPatException failure = await FailsAsync(ErrorIds.AdoUserNotFound, async () =>
        {
            await foreach (IReadOnlyList<PersonalAccessToken> _ in new TokenAdministrationClient(session).ListPagesAsync(Contoso, gone))
            {
            }
        });

        Assert.Contains("no user with the descriptor aad.MTExMTExMTEtMTExMS0xMTEx", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(TokenAdministrationClient.MostRevocations + 1)]
    public async Task Too_many_or_none_are_not_sent(int count)
    {
        AdoPatSession session = await ConnectAsync();

        await FailsAsync(
            ErrorIds.InvalidArgument,
            () => new TokenAdministrationClient(session).RevokeAsync(Contoso, [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())]));

        Assert.Empty(await RequestsAsync("POST", "/_apis/tokenadmin/"));
    }

    [Fact]
    public async Task A_revocation_is_sent_again_when_its_answer_is_lost()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        PersonalAccessToken token = Assert.Single(await ListAsync(session, Cleo));
        await Emulator.FailAsync(new { path = "*/_apis/tokenadmin/revocations", cut = true, afterChange = true });

        await new TokenAdministrationClient(session).RevokeAsync(Contoso, [token.AuthorizationId]);

        Assert.Equal(PatState.Revoked, Assert.Single(await ListAsync(session, Cleo)).State);
        Assert.Equal(2, (await RequestsAsync("POST", "/_apis/tokenadmin/revocations")).Count);
    }

    [Fact]
    public async Task A_rule_rejects_what_has_one_of_its_scopes_and_was_there_before()
    {
        AdoPatSession session = await ConnectAsync();
        AdoPat.AzureDevOps.PatClient client = new(session);
        IssuedPersonalAccessToken hit = await client.CreateAsync(Contoso, NewPat());
        DateTimeOffset now = DateTimeOffset.UtcNow;

        await new TokenAdministrationClient(session).AddRevocationRuleAsync(Contoso, ["vso.packaging", "vso.code"], now);

        Assert.False((await CheckAsync(hit.Token, Contoso)).Works);
        IssuedPersonalAccessToken later = await client.CreateAsync(Contoso, NewPat("later"));
        Assert.True((await CheckAsync(later.Token, Contoso)).Works);
        await FailsAsync(ErrorIds.InvalidArgument, () => new TokenAdministrationClient(session).AddRevocationRuleAsync(Contoso, [], now));
    }

    [Fact]
    public async Task A_rule_without_a_time_goes_by_the_clock_of_the_service()
    {
        AdoPatSession session = await ConnectAsync();

        await new TokenAdministrationClient(session).AddRevocationRuleAsync(Contoso, ["vso.code"], createdBefore: null);

        Assert.DoesNotContain("createdBefore", Assert.Single(await RequestsAsync("POST", "/revocationrules")).RequestBody!.ToString(), StringComparison.Ordinal);
    }
}
