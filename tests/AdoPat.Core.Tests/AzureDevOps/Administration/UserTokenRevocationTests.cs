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
        using UserTokenRevocation revocation = new(session);
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
        using UserTokenRevocation revocation = new(session);
        PersonalAccessToken[] tokens = [.. (await ListAsync(session, Cleo)).OrderBy(token => token.Name)];

        Assert.Equal([null, ErrorIds.PatNotRevoked], (await revocation.RevokeAsync(Contoso, tokens)).Select(failure => failure?.ErrorId));
    }

    [Fact]
    public async Task A_list_that_lags_behind_is_looked_at_again()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        using UserTokenRevocation revocation = new(session);
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
        using UserTokenRevocation revocation = new(session);

        Assert.Equal([null], await revocation.RevokeAsync(Contoso, await ListAsync(session, Cleo, isSshKeys: true)));

        Assert.Contains("isPublic=true", Assert.Single(await RequestsAsync("POST", "/_apis/tokenadmin/revocations")).Query, StringComparison.Ordinal);
        Assert.Equal(PatState.Revoked, Assert.Single(await ListAsync(session, Cleo, isSshKeys: true)).State);
    }

    [Fact]
    public async Task A_service_that_fails_all_the_time_leaves_the_look_to_tell()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        using UserTokenRevocation revocation = new(session);
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
        using UserTokenRevocation revocation = new(session);
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
        using UserTokenRevocation revocation = new(await ConnectAsync(Ben));

        AssertNamesPermission(await FailsAsync(ErrorIds.AdoAdministratorRequired, () => revocation.RevokeAsync(Contoso, tokens)));
    }

    [Fact]
    public async Task Given_up_before_it_is_sent_is_not_sent()
    {
        await AddCleoAsync(Pat("deploy"));
        AdoPatSession session = await ConnectAsync();
        using UserTokenRevocation revocation = new(session);
        List<PersonalAccessToken> tokens = await ListAsync(session, Cleo);

        await Assert.ThrowsAsync<AdoPat.Http.NothingSentException>(() => revocation.RevokeAsync(Contoso, tokens, new CancellationToken(canceled: true)));

        Assert.Empty(await RequestsAsync("POST", "/_apis/tokenadmin/revocations"));
    }
}
