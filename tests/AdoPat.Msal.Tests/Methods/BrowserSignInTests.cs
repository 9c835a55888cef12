using System;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tests.Support;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Msal.Tests.Methods;

[Collection(Openers.Collection)]
[UnsupportedOSPlatform("windows")]
public sealed class BrowserSignInTests(Emulator emulator, Openers openers) : IClassFixture<Emulator>
{
    private const string OpensNothing = "exit 0";

    [LinuxFact(Chromium.Program)]
    public async Task A_click_on_the_account_in_a_real_browser_signs_in_with_one_exchange()
    {
        EntraUser user = await emulator.NewUserAsync();
        await using Chromium browser = Open();
        var prompt = new RecordingPrompt();
        Task<IAccessTokenProvider> signIn = SignInAsync(RequestFor(user, user.Upn), prompt);

        await browser.ClickAsync($"[data-upn='{user.Upn}']");
        string page = await browser.TextOfAsync("Signed in to AdoPat");
        IAccessTokenProvider provider = await signIn;

        Assert.Equal(user.Upn, provider.Account);
        Assert.Equal(SignInMethod.Browser, provider.Method);
        Assert.Contains("You can close this page", page, StringComparison.Ordinal);
        Assert.Equal(["authorization_code"], await emulator.GrantsOfAsync(user));
        string ask = Assert.Single(prompt.Asks);
        Assert.Contains("browser", ask, StringComparison.Ordinal);
        Assert.Contains("30 seconds", ask, StringComparison.Ordinal);
        Assert.Contains(user.Upn, ask, StringComparison.Ordinal);
    }

    [LinuxFact(Chromium.Program)]
    public async Task Cancel_in_the_browser_ends_the_sign_in_and_no_other_method_is_tried()
    {
        EntraUser user = await emulator.NewUserAsync();
        await using Chromium browser = Open();
        var prompt = new RecordingPrompt();
        Task<AdoPatException> signIn = RefusedAsync(RequestFor(user, method: null), prompt);

        await browser.ClickAsync("#cancel");
        string page = await browser.TextOfAsync("Not signed in to AdoPat");
        AdoPatException error = await signIn;

        Assert.Equal(ErrorIds.SignInCancelled, error.ErrorId);
        Assert.Contains("cancelled", error.Message, StringComparison.Ordinal);
        Assert.Contains("Your terminal says why", page, StringComparison.Ordinal);
        Assert.Single(prompt.Asks);
    }

    [LinuxFact(Chromium.Program)]
    public async Task Another_user_in_the_browser_is_refused_and_both_are_named()
    {
        EntraUser ada = await emulator.NewUserAsync();
        var ben = new EntraUser(ada.Tenant, "ben");
        await emulator.SeedAsync(new { users = new[] { new { upn = ben.Upn } } });
        await using Chromium browser = Open();
        Task<AdoPatException> signIn = RefusedAsync(RequestFor(ada, ada.Upn), new RecordingPrompt());

        await browser.ClickAsync($"[data-upn='{ben.Upn}']");
        AdoPatException error = await signIn;

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains(ada.Upn, error.Message, StringComparison.Ordinal);
        Assert.Contains(ben.Upn, error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_browser_in_which_nobody_does_anything_times_out()
    {
        EntraUser user = await emulator.NewUserAsync();
        openers.Use(OpensNothing);

        AdoPatException error = await RefusedAsync(RequestFor(user, seconds: 1), new RecordingPrompt());

        Assert.Equal(ErrorIds.SignInTimedOut, error.ErrorId);
        Assert.Contains("the browser", error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Ctrl_C_while_the_browser_is_open_ends_the_wait_within_a_second()
    {
        EntraUser user = await emulator.NewUserAsync();
        openers.Use(OpensNothing);
        await AssertEndsAtOnceAsync(RequestFor(user));
    }

    [LinuxFact]
    public async Task Ctrl_C_while_a_device_code_is_shown_ends_the_wait_within_a_second()
    {
        EntraUser user = await emulator.NewUserAsync(new Behaviour(DeviceCodeIntervalSeconds: 5));
        await AssertEndsAtOnceAsync(RequestFor(user, method: SignInMethod.DeviceCode));
    }

    [LinuxFact]
    public async Task An_opener_that_fails_leads_to_a_device_code()
    {
        EntraUser user = await emulator.NewUserAsync();
        openers.Use("exit 3");
        var prompt = new RecordingPrompt(message =>
        {
            if (message.Contains("enter the code", StringComparison.Ordinal))
            {
                emulator.AnswerDeviceCode(message, "account", user.Upn);
            }
        });

        IAccessTokenProvider provider = await SignInAsync(RequestFor(user, method: null), prompt);

        Assert.Equal(SignInMethod.DeviceCode, provider.Method);
        Assert.Equal(2, prompt.Asks.Count);
        Assert.Contains(prompt.Traces, trace => trace.Contains("exit code 3", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task An_opener_that_fails_is_the_end_when_only_the_browser_was_asked_for()
    {
        EntraUser user = await emulator.NewUserAsync();
        openers.Use("exit 3");

        AdoPatException error = await RefusedAsync(RequestFor(user), new RecordingPrompt());

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains("No browser could be opened", error.Message, StringComparison.Ordinal);
        Assert.Contains("-UseDeviceCode", error.Message, StringComparison.Ordinal);
    }

    [LinuxFact("head", "tr")]
    public async Task An_opener_that_writes_much_does_not_stand_still()
    {
        EntraUser user = await emulator.NewUserAsync();
        string done = System.IO.Path.GetTempFileName();
        openers.Use($"head -c 1000000 /dev/zero | tr '\\0' 'x'; head -c 1000000 /dev/zero | tr '\\0' 'x' >&2; echo done > {done}; exit 3");

        await RefusedAsync(RequestFor(user), new RecordingPrompt());

        Assert.Equal("done\n", await System.IO.File.ReadAllTextAsync(done));
        System.IO.File.Delete(done);
    }

    private static Task<IAccessTokenProvider> SignInAsync(SignInRequest request, RecordingPrompt prompt) =>
        new MsalSignIn(Machine.Desktop).SignInAsync(request, prompt, CancellationToken.None);

    private static Task<AdoPatException> RefusedAsync(SignInRequest request, RecordingPrompt prompt) =>
        Assert.ThrowsAsync<AdoPatException>(() => SignInAsync(request, prompt));

    private static async Task AssertEndsAtOnceAsync(SignInRequest request)
    {
        using var ctrlC = new CancellationTokenSource();
        var prompt = new RecordingPrompt();
        Task<IAccessTokenProvider> signIn = new MsalSignIn(Machine.Desktop).SignInAsync(request, prompt, ctrlC.Token);
        await prompt.Asked;
        var elapsed = Stopwatch.StartNew();
        await ctrlC.CancelAsync();

        OperationCanceledException ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn);

        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(ctrlC.Token, ended.CancellationToken);
    }

    private Chromium Open()
    {
        var browser = new Chromium();
        openers.Use(browser.Opener);
        return browser;
    }

    private SignInRequest RequestFor(EntraUser user, string? account = null, SignInMethod? method = SignInMethod.Browser, int seconds = 30) => new()
    {
        Endpoints = ServiceEndpoints.ForEmulator(emulator.Uri),
        Tenant = user.Tenant,
        Account = account,
        Method = method,
        TokenCache = TokenCacheKind.Memory,
        Timeout = TimeSpan.FromSeconds(seconds),
    };
}
