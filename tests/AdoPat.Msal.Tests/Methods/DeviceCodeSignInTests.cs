using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tests.Support;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Msal.Tests.Methods;

public sealed class DeviceCodeSignInTests(Emulator emulator) : IClassFixture<Emulator>
{
    private static readonly MsalSignIn SignIn = new MsalSignIn(Machine.Terminal);

    [Fact]
    public async Task Somebody_who_enters_the_code_is_signed_in_with_one_exchange()
    {
        EntraUser user = await emulator.NewUserAsync();
        RecordingPrompt prompt = emulator.PromptOf(user);

        IAccessTokenProvider provider = await SignInAsync(emulator.RequestFor(user), prompt);
        AccessToken token = await provider.GetTokenAsync(new AccessTokenRequest(), CancellationToken.None);

        Assert.Equal(user.Upn, provider.Account);
        Assert.True(Guid.TryParse(provider.TenantId, out _));
        Assert.Equal(SignInMethod.DeviceCode, provider.Method);
        Assert.Equal(token.ExpiresOn, provider.ExpiresOn);
        Assert.InRange(token.ExpiresOn - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(61));
        Assert.Equal(["device_code"], await emulator.GrantsOfAsync(user));
        Assert.Contains("30 seconds", Assert.Single(prompt.Asks), StringComparison.Ordinal);
        Assert.Empty(prompt.Warnings);
    }

    [Fact]
    public async Task Without_a_method_a_terminal_without_browser_gets_a_device_code()
    {
        EntraUser user = await emulator.NewUserAsync();
        SignInRequest asked = emulator.RequestFor(user);
        var request = new SignInRequest { Endpoints = asked.Endpoints, Tenant = asked.Tenant, TokenCache = TokenCacheKind.Memory };

        Assert.Equal(SignInMethod.DeviceCode, (await SignInAsync(request, emulator.PromptOf(user))).Method);
    }

    [Fact]
    public async Task Nothing_that_is_said_contains_a_token()
    {
        EntraUser user = await emulator.NewUserAsync();
        RecordingPrompt prompt = emulator.PromptOf(user);

        await SignInAsync(emulator.RequestFor(user), prompt);

        Assert.DoesNotContain("eyJ", string.Concat([.. prompt.Asks, .. prompt.Traces]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_on_the_page_ends_the_sign_in()
    {
        EntraUser user = await emulator.NewUserAsync();
        var prompt = new RecordingPrompt(message => emulator.AnswerDeviceCode(message, "cancel", "1"));

        AdoPatException error = await RefusedAsync(emulator.RequestFor(user), prompt);

        Assert.Equal(ErrorIds.SignInCancelled, error.ErrorId);
        Assert.Single(prompt.Asks);
    }

    [Fact]
    public async Task A_code_that_nobody_enters_in_time_times_out()
    {
        EntraUser user = await emulator.NewUserAsync(new Behaviour(DeviceCodeSeconds: 1));

        AdoPatException error = await RefusedAsync(emulator.RequestFor(user), new RecordingPrompt());

        Assert.Equal(ErrorIds.SignInTimedOut, error.ErrorId);
        Assert.Contains("device code", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_limit_ends_the_wait_and_says_what_it_waited_for()
    {
        EntraUser user = await emulator.NewUserAsync();
        SignInRequest asked = emulator.RequestFor(user);
        var request = new SignInRequest
        {
            Endpoints = asked.Endpoints,
            Tenant = asked.Tenant,
            Method = SignInMethod.DeviceCode,
            TokenCache = TokenCacheKind.Memory,
            Timeout = TimeSpan.FromSeconds(1),
        };

        AdoPatException error = await RefusedAsync(request, new RecordingPrompt());

        Assert.Equal(ErrorIds.SignInTimedOut, error.ErrorId);
        Assert.Contains("within 1 second", error.Message, StringComparison.Ordinal);
        Assert.Contains("device code", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_user_than_the_one_asked_for_is_refused_and_both_are_named()
    {
        EntraUser ada = await emulator.NewUserAsync();
        var ben = new EntraUser(ada.Tenant, "ben");
        await emulator.SeedAsync(new { users = new[] { new { upn = ben.Upn } } });

        AdoPatException error = await RefusedAsync(emulator.RequestFor(ada, ada.Upn), emulator.PromptOf(ben));

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains(ada.Upn, error.Message, StringComparison.Ordinal);
        Assert.Contains(ben.Upn, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consentRequired", "AADSTS65001", "consent")]
    [InlineData("mfaRequired", "AADSTS50076", "multifactor")]
    public async Task A_refusal_of_Entra_ID_has_its_code_its_correlation_id_and_a_next_step(string kind, string code, string nextStep)
    {
        EntraUser user = await emulator.NewUserAsync();
        await emulator.RefuseAsync(user, kind);

        AdoPatException error = await RefusedAsync(emulator.RequestFor(user), emulator.PromptOf(user));

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Equal(code, error.ServiceCode);
        Assert.True(Guid.TryParse(error.ActivityId, out _));
        Assert.Contains(error.ActivityId, error.Message, StringComparison.Ordinal);
        Assert.Contains(nextStep, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_is_named()
    {
        AdoPatException error = await RefusedAsync(emulator.RequestFor(new EntraUser("nowhere.test")), new RecordingPrompt());

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Equal("AADSTS90002", error.ServiceCode);
        Assert.Contains("nowhere.test", error.Message, StringComparison.Ordinal);
        Assert.Contains("-TenantId", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contoso.test/../evil")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("contoso.test?x=1")]
    public async Task A_tenant_that_would_change_the_address_is_refused_before_anything_is_sent(string tenant)
    {
        AdoPatException error = await RefusedAsync(emulator.RequestFor(new EntraUser(tenant)), new RecordingPrompt());

        Assert.Equal(ErrorIds.InvalidArgument, error.ErrorId);
    }

    [Fact]
    public async Task An_emulator_that_is_not_there_is_named()
    {
        var request = new SignInRequest
        {
            Endpoints = ServiceEndpoints.ForEmulator(new Uri("https://localhost:1")),
            Method = SignInMethod.DeviceCode,
            TokenCache = TokenCacheKind.Memory,
        };

        AdoPatException error = await RefusedAsync(request, new RecordingPrompt());

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains("localhost:1", error.Message, StringComparison.Ordinal);
    }

    private static Task<IAccessTokenProvider> SignInAsync(SignInRequest request, RecordingPrompt prompt) =>
        SignIn.SignInAsync(request, prompt, CancellationToken.None);

    private static Task<AdoPatException> RefusedAsync(SignInRequest request, RecordingPrompt prompt) =>
        Assert.ThrowsAsync<AdoPatException>(() => SignInAsync(request, prompt));
}
