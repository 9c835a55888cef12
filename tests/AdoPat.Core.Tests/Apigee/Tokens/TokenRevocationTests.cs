using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Tokens;

/// <summary>The revocation of many tokens. The session's clock does not wait; the emulator's is moved where time has to pass.</summary>
public class TokenRevocationTests(Emulator emulator) : TokenTest(emulator)
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task One_request_revokes_all_and_the_wait_ends_when_they_are_gone()
    {
        await ApigeeBehavesAsync(new { revocationSeconds = 0.5 });
        await AddTokensAsync(count: 250);
        ApigeeSession session = await ConnectApigeeAsync();
        TokenRevocation revocation = new(session, Bob, cascade: true);

        Assert.Equal(250, await revocation.CountAsync());
        ApigeeRevocation submitted = await revocation.SubmitAsync();
        ApigeeRevocation confirmed = await revocation.WaitAsync(submitted, Long);

        Assert.Equal((250, ApigeeRevocationState.Submitted, (int?)null), (submitted.Submitted, submitted.State, submitted.Remaining));
        Assert.Equal((250, ApigeeRevocationState.Confirmed, (int?)0), (confirmed.Submitted, confirmed.State, confirmed.Remaining));
        RecordedRequest request = Assert.Single(await RequestsAsync("POST", "/oauth2/revoke"));
        Assert.Equal("?enduser=bob%20%26%20sons&cascade=true", request.Query);
        Assert.All(await SearchAndGetAsync(session, Bob), token => Assert.Equal(ApigeeTokenStatus.Revoked, token.Status));
    }

    [Fact]
    public async Task A_server_that_lists_no_revoked_tokens_does_not_know_the_end_user_in_the_end()
    {
        await ApigeeBehavesAsync(new { revocationSeconds = 0, revokedTokensAreListed = false, purgeSeconds = 0 });
        await AddTokensAsync(count: 30);
        TokenRevocation revocation = new(await ConnectApigeeAsync(), Bob, cascade: false);
        await revocation.CountAsync();

        ApigeeRevocation result = await revocation.WaitAsync(await revocation.SubmitAsync(), Long);

        Assert.Equal(ApigeeRevocationState.Confirmed, result.State);
        Assert.EndsWith("&cascade=false", Assert.Single(await RequestsAsync("POST", "/oauth2/revoke")).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_time_is_over_the_rest_is_counted()
    {
        await ApigeeBehavesAsync(new { revocationSeconds = 0 });
        await AddTokensAsync(count: 100);
        await AddTokensAsync(count: 7, ignoresRevocation: true);
        ApigeeSession session = await ConnectApigeeAsync();
        TokenRevocation revocation = new(session, Bob, cascade: true, Observer);
        Assert.Equal(107, await revocation.CountAsync());

        ApigeeRevocation result = await revocation.WaitAsync(await revocation.SubmitAsync(), TimeSpan.FromMinutes(1));

        Assert.Equal((ApigeeRevocationState.Pending, (int?)7), (result.State, result.Remaining));
        Assert.All(Observer.Waits, wait => Assert.InRange(wait.Delay, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(4)));
        Assert.Equal(TimeSpan.FromMinutes(1), TimeSpan.FromTicks(Observer.Waits.Sum(wait => wait.Delay.Ticks)));
    }

    [Fact]
    public async Task A_token_that_is_issued_meanwhile_keeps_the_revocation_from_being_confirmed()
    {
        await ApigeeBehavesAsync(new { revocationSeconds = 0 });
        await AddTokensAsync(count: 3);
        TokenRevocation revocation = new(await ConnectApigeeAsync(), Bob, cascade: true);
        await revocation.CountAsync();
        ApigeeRevocation submitted = await revocation.SubmitAsync();
        await AddTokensAsync(count: 1);

        ApigeeRevocation result = await revocation.WaitAsync(submitted, TimeSpan.FromSeconds(1));

        Assert.Equal((ApigeeRevocationState.Pending, (int?)1), (result.State, result.Remaining));
    }

    [Fact]
    public async Task Only_tokens_that_can_be_used_are_counted()
    {
        TokenRevocation revocation = new(await ConnectApigeeAsync(), new TokenFilter("bN4xQ7wKd2VsT9hR", null), cascade: true);

        Assert.Equal(3, await revocation.CountAsync());
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData(" \"12\"\n", 12)]
    [InlineData("", null)]
    [InlineData("many", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999", null)]
    public async Task What_the_server_has_taken_is_a_number_or_not_known(string body, int? submitted)
    {
        ApigeeSession session = await ConnectApigeeAsync();
        await Emulator.FailAsync(new { path = "*/oauth2/revoke", status = 202, headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" }, body });

        Assert.Equal(submitted, (await new TokenRevocation(session, Bob, cascade: true).SubmitAsync()).Submitted);
    }
}
