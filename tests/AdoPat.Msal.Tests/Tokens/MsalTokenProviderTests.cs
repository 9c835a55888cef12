using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tests.Support;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Msal.Tests.Tokens;

public sealed class MsalTokenProviderTests(Emulator emulator) : IClassFixture<Emulator>
{
    private const string Challenge = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

    private static readonly AccessTokenRequest Any = new();

    [Fact]
    public async Task A_good_token_is_given_from_memory_without_a_request()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync();

        AccessToken first = await GetAsync(provider, Any);
        AccessToken again = await GetAsync(provider, new AccessTokenRequest { TenantId = provider.TenantId });

        Assert.Same(first, again);
        Assert.Equal(["device_code"], await emulator.GrantsOfAsync(user));
    }

    [Fact]
    public async Task Twenty_callers_whose_token_was_refused_cost_one_refresh()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync();
        AccessToken refused = await GetAsync(provider, Any);

        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => GetAsync(provider, new AccessTokenRequest { Refused = refused }))));

        Assert.NotEqual(refused.Value, Assert.Single(tokens.Distinct()).Value);
        Assert.Equal(["device_code", "refresh_token"], await emulator.GrantsOfAsync(user));
        Assert.Equal(tokens[0].ExpiresOn, provider.ExpiresOn);
    }

    [Fact]
    public async Task Twenty_callers_with_an_expired_token_cost_one_refresh()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync(seconds: 1);
        await ExpireAsync(provider);
        await emulator.SeedAsync(new { behaviour = new Behaviour() });

        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => GetAsync(provider, Any))));

        Assert.Single(tokens.Distinct());
        Assert.Equal(["device_code", "refresh_token"], await emulator.GrantsOfAsync(user));
    }

    [Fact]
    public async Task Tokens_of_seconds_never_run_out_and_are_not_refreshed_for_every_call()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync(seconds: 1);
        DateTimeOffset end = DateTimeOffset.UtcNow.AddSeconds(3.5);
        int calls = 0;
        while (DateTimeOffset.UtcNow < end)
        {
            DateTimeOffset asked = DateTimeOffset.UtcNow;
            Assert.True((await GetAsync(provider, Any)).ExpiresOn > asked);
            calls++;
            await Task.Yield();
        }

        int refreshes = (await emulator.GrantsOfAsync(user)).Count(grant => grant == "refresh_token");
        Assert.InRange(refreshes, 2, 4);
        Assert.True(calls > 10 * refreshes, $"{calls} calls");
    }

    [Fact]
    public async Task A_dead_refresh_token_is_InteractionRequired_and_asks_Entra_ID_once()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync();
        AccessToken refused = await GetAsync(provider, Any);
        await emulator.RefuseAsync(user, "refreshTokenExpired", "refresh");

        AdoPatException error = await RefusedAsync(provider, new AccessTokenRequest { Refused = refused });
        AdoPatException again = await RefusedAsync(provider, new AccessTokenRequest { Refused = refused });

        Assert.Equal(ErrorIds.InteractionRequired, error.ErrorId);
        Assert.Equal("AADSTS700082", error.ServiceCode);
        Assert.True(Guid.TryParse(error.ActivityId, out _));
        Assert.Contains(user.Upn, error.Message, StringComparison.Ordinal);
        Assert.Contains("Run Connect-AdoPat again.", error.Message, StringComparison.Ordinal);
        Assert.True(error.EndsSession);
        Assert.Equal(ErrorIds.InteractionRequired, again.ErrorId);
        Assert.Equal(["device_code", "refresh_token"], await emulator.GrantsOfAsync(user));
    }

    [Fact]
    public async Task A_claims_challenge_reaches_Entra_ID_once_and_its_token_is_kept()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync();
        AccessToken refused = await GetAsync(provider, Any);
        var challenged = new AccessTokenRequest { Refused = refused, Claims = Challenge };

        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => GetAsync(provider, challenged))));

        Assert.Equal("c1", Jwt.ClaimsOf(Assert.Single(tokens.Distinct())).GetProperty("acrs")[0].GetString());
        Assert.Same(tokens[0], await GetAsync(provider, Any));
        Assert.Equal(["device_code", "refresh_token"], await emulator.GrantsOfAsync(user));
    }

    [Fact]
    public async Task A_claims_challenge_that_needs_the_user_is_InteractionRequired()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync();
        AccessToken refused = await GetAsync(provider, Any);
        await emulator.RefuseAsync(user, "consentRequired", "refresh");

        AdoPatException error = await RefusedAsync(provider, new AccessTokenRequest { Refused = refused, Claims = Challenge });

        Assert.Equal(ErrorIds.InteractionRequired, error.ErrorId);
        Assert.Equal("AADSTS65001", error.ServiceCode);
    }

    [Fact]
    public async Task Another_tenant_of_the_user_has_its_own_token()
    {
        EntraUser user = await emulator.NewUserAsync();
        EntraUser elsewhere = await emulator.NewUserAsync();
        await emulator.SeedAsync(new { users = new[] { new { upn = user.Upn, guestOf = new[] { elsewhere.Tenant } } } });
        IAccessTokenProvider provider = await SignInAsync(user);
        IAccessTokenProvider other = await SignInAsync(elsewhere);

        AccessToken home = await GetAsync(provider, Any);
        AccessToken guest = await GetAsync(provider, new AccessTokenRequest { TenantId = other.TenantId });

        Assert.Equal(provider.TenantId, Jwt.Text(home, "tid"));
        Assert.Equal(other.TenantId, Jwt.Text(guest, "tid"));
        Assert.Equal(user.Upn, Jwt.Text(guest, "upn"));
        Assert.Same(home, await GetAsync(provider, Any));
        Assert.Same(guest, await GetAsync(provider, new AccessTokenRequest { TenantId = other.TenantId.ToUpperInvariant() }));
    }

    [Fact]
    public async Task A_tenant_the_user_is_not_in_is_refused_with_its_code()
    {
        (_, IAccessTokenProvider provider) = await SignInAsync();
        (_, IAccessTokenProvider other) = await SignInAsync();

        AdoPatException error = await RefusedAsync(provider, new AccessTokenRequest { TenantId = other.TenantId });

        Assert.Equal("AADSTS50020", error.ServiceCode);
        Assert.Contains("-TenantId", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_leaves_does_not_take_the_refresh_away_from_the_others()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync();
        AccessToken refused = await GetAsync(provider, Any);
        await emulator.FailAsync(new { path = $"/{provider.TenantId}/oauth2/v2.0/token", delayMilliseconds = 500 });
        using var leaving = new CancellationTokenSource();
        Task<AccessToken> leaver = provider.GetTokenAsync(new AccessTokenRequest { Refused = refused }, leaving.Token);
        Task<AccessToken> stayer = GetAsync(provider, new AccessTokenRequest { Refused = refused });
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Assert.False(stayer.IsCompleted);
        Assert.NotEqual(refused.Value, (await stayer).Value);
        Assert.Equal(["device_code", "refresh_token"], await emulator.GrantsOfAsync(user));
    }

    [Fact]
    public async Task A_service_that_fails_says_to_wait()
    {
        (_, IAccessTokenProvider provider) = await SignInAsync();
        AccessToken refused = await GetAsync(provider, Any);
        await emulator.FailAsync(new { path = $"/{provider.TenantId}/oauth2/v2.0/token", count = 2, status = 503, body = "down" });

        AdoPatException error = await RefusedAsync(provider, new AccessTokenRequest { Refused = refused });

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains("Wait a minute", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_during_a_refresh_is_reported_with_the_address()
    {
        (_, IAccessTokenProvider provider) = await SignInAsync();
        AccessToken refused = await GetAsync(provider, Any);
        await emulator.FailAsync(new { path = $"/{provider.TenantId}/oauth2/v2.0/token", count = 10, cut = true });

        AdoPatException error = await RefusedAsync(provider, new AccessTokenRequest { Refused = refused });

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains(emulator.Uri.Authority, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_account_gets_no_token_any_more()
    {
        (EntraUser user, IAccessTokenProvider provider) = await SignInAsync();

        await provider.ForgetAsync(CancellationToken.None);

        Assert.Equal(ErrorIds.InteractionRequired, (await RefusedAsync(provider, Any)).ErrorId);
        Assert.Equal(["device_code"], await emulator.GrantsOfAsync(user));
    }

    private static Task<AccessToken> GetAsync(IAccessTokenProvider provider, AccessTokenRequest request) =>
        provider.GetTokenAsync(request, CancellationToken.None);

    private static Task<AdoPatException> RefusedAsync(IAccessTokenProvider provider, AccessTokenRequest request) =>
        Assert.ThrowsAsync<AdoPatException>(() => GetAsync(provider, request));

    private static async Task ExpireAsync(IAccessTokenProvider provider)
    {
        TimeSpan left = provider.ExpiresOn - DateTimeOffset.UtcNow;
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private async Task<(EntraUser User, IAccessTokenProvider Provider)> SignInAsync(int seconds = 3600)
    {
        EntraUser user = await emulator.NewUserAsync(new Behaviour(AccessTokenSeconds: seconds));
        return (user, await SignInAsync(user));
    }

    private Task<IAccessTokenProvider> SignInAsync(EntraUser user) =>
        new MsalSignIn(Machine.Terminal).SignInAsync(emulator.RequestFor(user), emulator.PromptOf(user), CancellationToken.None);
}
