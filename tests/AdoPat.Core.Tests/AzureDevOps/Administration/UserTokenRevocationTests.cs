using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps.Administration;

public class UserTokenRevocationTests(Emulator emulator) : AdministrationTest(emulator)
{
    [Fact]
    public async Task What_the_service_passes_over_is_an_error_of_its_own()
    {
        await AddCleoAsync(Pat("good"), Pat("stubborn", ignoresRevocation: true));
        AdoPatSession session = await ConnectAsync();
        UserTokenRevocation revocation = new(session);
        PersonalAccessToken[] tokens = [.. (await ListAsync(session, Cleo)).OrderBy(token => token.Name)];

        IReadOnlyList<AdoPatException?> failures = await revocation.RevokeAsync(Contoso, tokens);

        Assert.Null(failures[0]);
        Assert.Equal(ErrorIds.PatNotRevoked, failures[1]!.ErrorId);
        Assert.StartsWith($"{tokens[1]} is not revoked. The service took the request without an error", failures[1]!.Message, StringComparison.Ordinal);
        Assert.Single(await RequestsAsync("POST", "/_apis/tokenadmin/revocations"));
    }

    [Fact]
    public async Task Lists_without_revoked_tokens_say_the_same()
    {
        await Emulator.BehaveAsync(new { revokedTokensAreListed = false });
        await AddCleoAsync(Pat("good"), Pat("stubborn", ignoresRevocation: true));
        AdoPatSession session = await ConnectAsync();
        UserTokenRevocation revocation = new(session);
        PersonalAccessToken[] tokens = [.. (await ListAsync(session, Cleo)).OrderBy(token => token.Name)];

        Assert.Equal([null, ErrorIds.PatNotRevoked], (await revocation.RevokeAsync(Contoso, tokens)).Select(failure => failure?.ErrorId));
    }

    [Fact]
    public async Task A_list_that_lags_behind_is_looked_at_again()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        UserTokenRevocation revocation = new(session);
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);
        RecordedRequest before = Assert.Single(await RequestsAsync("GET", "/personalaccesstokens/"));
        await Emulator.FailAsync(new { path = "*/personalaccesstokens/*", status = 200, body = before.ResponseBody });

        Assert.Equal([null], await revocation.RevokeAsync(Contoso, tokens));

        Assert.Equal(3, (await RequestsAsync("GET", "/personalaccesstokens/")).Count);
    }

    [Fact]
    public async Task Ssh_keys_are_revoked_as_such()
    {
        await AddCleoAsync(Pat("laptop", isPublic: true));
        AdoPatSession session = await ConnectAsync();
        UserTokenRevocation revocation = new(session);

        Assert.Equal([null], await revocation.RevokeAsync(Contoso, await ListAsync(session, Cleo, isSshKeys: true)));

        Assert.Contains("isPublic=true", Assert.Single(await RequestsAsync("POST", "/_apis/tokenadmin/revocations")).Query, StringComparison.Ordinal);
        Assert.Equal(PatState.Revoked, Assert.Single(await ListAsync(session, Cleo, isSshKeys: true)).State);
    }

    [Fact]
    public async Task A_service_that_fails_all_the_time_leaves_the_look_to_tell()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        UserTokenRevocation revocation = new(session);
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);
        await Emulator.FailAsync(new { path = "*/_apis/tokenadmin/revocations", status = 500, count = (int?)null });

        AdoPatException failure = Assert.Single(await revocation.RevokeAsync(Contoso, tokens))!;

        Assert.Equal((ErrorIds.PatNotRevoked, false), (failure.ErrorId, failure.IsOutcomeUnknown));
        Assert.Contains("Azure DevOps failed (status 500)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_look_fails_nobody_knows()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        UserTokenRevocation revocation = new(session);
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);
        await Emulator.FailAsync(new { path = "*/_apis/tokenadmin/personalaccesstokens/*", status = 500, count = (int?)null });

        AdoPatException failure = Assert.Single(await revocation.RevokeAsync(Contoso, tokens))!;

        Assert.Equal((ErrorIds.PatOutcomeUnknown, true), (failure.ErrorId, failure.IsOutcomeUnknown));
        Assert.Contains("whether it is revoked could not be seen", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_revoked()
    {
        await AddCleoAsync(Pat("deploy"));
        List<PersonalAccessToken> tokens = await ListAsync(await ConnectAsync(), Cleo);
        UserTokenRevocation revocation = new(await ConnectAsync(Ben));

        AssertNamesPermission(await FailsAsync(ErrorIds.AdoAdministratorRequired, () => revocation.RevokeAsync(Contoso, tokens)));
    }

    [Fact]
    public async Task Given_up_before_it_is_sent_is_not_sent()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        UserTokenRevocation revocation = new(session);
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);

        await Assert.ThrowsAsync<AdoPat.Http.NothingSentException>(() => revocation.RevokeAsync(Contoso, tokens, new CancellationToken(canceled: true)));

        Assert.Empty(await RequestsAsync("POST", "/_apis/tokenadmin/revocations"));
    }

    [Theory]
    [InlineData(204, 2)]
    [InlineData(400, 8)]
    [InlineData(404, 8)]
    public async Task One_that_the_service_does_not_take_is_not_in_the_way_of_the_others(int status, int requests)
    {
        await Emulator.BehaveAsync(new { unknownRevocationStatus = status });
        await AddCleoAsync(Pat("good", count: 8), Pat("stubborn", ignoresRevocation: true));
        AdoPatSession session = await ConnectAsync();
        PersonalAccessToken[] tokens = [.. (await ListAsync(session, Cleo)).OrderBy(token => token.Name)];
        await new TokenAdministrationClient(session).RevokeAsync(Contoso, [tokens[0].AuthorizationId]);

        IReadOnlyList<AdoPatException?> failures = await new UserTokenRevocation(session).RevokeAsync(Contoso, tokens);

        Assert.Equal([.. Enumerable.Repeat<string?>(null, 8), ErrorIds.PatNotRevoked], failures.Select(failure => failure?.ErrorId));
        Assert.Equal("stubborn", Assert.Single(await ListAsync(session, Cleo), token => token.State == PatState.Active).Name);
        Assert.Equal(requests, (await RequestsAsync("POST", "/_apis/tokenadmin/revocations")).Count);
    }

    [Fact]
    public async Task What_the_service_takes_in_no_size_is_given_up()
    {
        await AddCleoAsync(Pat("many", count: 300));
        AdoPatSession session = await ConnectAsync();
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);
        await Emulator.FailAsync(new { path = "*/_apis/tokenadmin/revocations", status = 400, body = "{}", count = (int?)null });

        IReadOnlyList<AdoPatException?> failures = await new UserTokenRevocation(session).RevokeAsync(Contoso, tokens);

        Assert.All(failures, failure => Assert.Equal(ErrorIds.PatNotRevoked, failure!.ErrorId));
        Assert.InRange((await RequestsAsync("POST", "/_apis/tokenadmin/revocations")).Count, 60, 130);
    }

    [Fact]
    public async Task A_look_that_fails_is_of_one_owner_and_the_others_are_looked_at_over_all_pages()
    {
        await AddCleoAsync(Pat("many", count: 250), Pat("ben's", owner: Ben), Pat("stubborn", ignoresRevocation: true));
        AdoPatSession session = await ConnectAsync();
        PersonalAccessToken other = (await ListAsync(session, Ben)).Single(token => token.Name == "ben's");
        PersonalAccessToken[] tokens = [other, .. (await ListAsync(session, Cleo)).OrderBy(token => token.Name)];
        await Emulator.FailAsync(new { path = $"*/personalaccesstokens/{other.Owner!.Descriptor}", status = 500, count = (int?)null });

        IReadOnlyList<AdoPatException?> failures = await new UserTokenRevocation(session).RevokeAsync(Contoso, tokens);

        Assert.Equal(
            [ErrorIds.PatOutcomeUnknown, .. Enumerable.Repeat<string?>(null, 250), ErrorIds.PatNotRevoked], failures.Select(failure => failure?.ErrorId));
        Assert.Equal((System.Net.HttpStatusCode.InternalServerError, true), (failures[0]!.StatusCode, failures[0]!.IsOutcomeUnknown));
        Assert.Contains(
            $"Get-AdoPat -AuthorizationId {other.AuthorizationId} -Organization contoso -Owner {other.Owner.Descriptor} tells.", failures[0]!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_ends_before_the_look_leaves_the_outcome_unknown()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);
        await Emulator.FailAsync(new { path = "*/_apis/tokenadmin/personalaccesstokens/*", status = 401, count = (int?)null });
        await Emulator.SeedAsync(new { conditions = new[] { new { kind = "refreshTokenExpired", when = "refresh" } } });

        AdoPatException end = await FailsAsync(ErrorIds.InteractionRequired, () => new UserTokenRevocation(session).RevokeAsync(Contoso, tokens));

        Assert.True(end.IsOutcomeUnknown);
        Assert.True(end.EndsSession);
    }

    [Fact]
    public async Task A_look_that_is_given_up_does_not_say_that_nothing_was_sent()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);
        await Emulator.FailAsync(new { path = "*/_apis/tokenadmin/personalaccesstokens/*", delayMilliseconds = 60_000 });
        using CancellationTokenSource ending = new();

        Task<IReadOnlyList<AdoPatException?>> work = new UserTokenRevocation(session).RevokeAsync(Contoso, tokens, ending.Token);
        await WaitForLookAsync();
        await ending.CancelAsync();

        OperationCanceledException cut = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.IsNotType<AdoPat.Http.NothingSentException>(cut);
        Assert.Single(await RequestsAsync("POST", "/_apis/tokenadmin/revocations"));
    }

    // The list before it was the first one.
    private async Task WaitForLookAsync()
    {
        while ((await RequestsAsync("GET", "/personalaccesstokens/")).Count < 2)
        {
            await Task.Yield();
        }
    }
}
