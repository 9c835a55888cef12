using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tests.Support;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Msal.Tests.Caching;

public sealed class PlainTextCacheTests(Emulator emulator) : IClassFixture<Emulator>, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("adopat-cache-");

    private string CacheFolder => Path.Combine(_parent.FullName, "cache");

    private string CacheFile => Path.Combine(CacheFolder, "adopat.emulator.plaintext.msal.cache");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task The_second_sign_in_comes_from_the_cache_without_a_prompt_or_a_request()
    {
        EntraUser user = await emulator.NewUserAsync();
        await SignInAsync(user);

        var prompt = new RecordingPrompt();
        IAccessTokenProvider again = await SignInAsync(user, prompt);

        Assert.Equal(SignInMethod.Cache, again.Method);
        Assert.Equal(user.Upn, again.Account);
        Assert.Empty(prompt.Asks);
        Assert.Empty(prompt.Warnings);
        Assert.Equal(["device_code"], await emulator.GrantsOfAsync(user));
    }

    [Fact]
    public async Task A_cached_sign_in_whose_token_has_ended_is_refreshed_silently()
    {
        EntraUser user = await emulator.NewUserAsync(new Behaviour(AccessTokenSeconds: 1));
        await SignInAsync(user);

        Assert.Equal(SignInMethod.Cache, (await SignInAsync(user, new RecordingPrompt())).Method);
        Assert.Equal(["device_code", "refresh_token"], await emulator.GrantsOfAsync(user));
    }

    [LinuxFact]
    public async Task The_folder_and_the_file_are_for_their_owner_only()
    {
        await SignInAsync(await emulator.NewUserAsync());

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, new DirectoryInfo(CacheFolder).UnixFileMode);
        Assert.Equal(OwnerOnly, new FileInfo(CacheFile).UnixFileMode);
    }

    [LinuxFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_others_could_read_is_taken_away_from_them()
    {
        Directory.CreateDirectory(CacheFolder);
        await File.WriteAllTextAsync(CacheFile, "{}");
        File.SetUnixFileMode(CacheFile, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await SignInAsync(await emulator.NewUserAsync());

        Assert.Equal(OwnerOnly, new FileInfo(CacheFile).UnixFileMode);
    }

    [LinuxFact]
    public async Task A_symbolic_link_is_not_followed_and_memory_is_used_with_one_warning()
    {
        Directory.CreateDirectory(CacheFolder);
        string target = Path.Combine(_parent.FullName, "elsewhere");
        File.CreateSymbolicLink(CacheFile, target);
        EntraUser user = await emulator.NewUserAsync();
        RecordingPrompt prompt = emulator.PromptOf(user);

        Assert.Equal(user.Upn, (await SignInAsync(user, prompt)).Account);

        Assert.Contains("symbolic link", Assert.Single(prompt.Warnings), StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_leaves_memory_with_one_warning()
    {
        await File.WriteAllTextAsync(CacheFolder, "a file is in the way");
        EntraUser user = await emulator.NewUserAsync();
        RecordingPrompt prompt = emulator.PromptOf(user);

        Assert.Equal(user.Upn, (await SignInAsync(user, prompt)).Account);
        Assert.Contains("memory", Assert.Single(prompt.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_begun_anew_with_one_warning()
    {
        EntraUser user = await emulator.NewUserAsync();
        RecordingPrompt prompt = emulator.PromptOf(user);
        Directory.CreateDirectory(CacheFolder);
        await File.WriteAllTextAsync(CacheFile, "{ this is not JSON");

        Assert.Equal(SignInMethod.DeviceCode, (await SignInAsync(user, prompt)).Method);
        Assert.Contains("damaged", Assert.Single(prompt.Warnings), StringComparison.Ordinal);
        Assert.Equal(SignInMethod.Cache, (await SignInAsync(user)).Method);
    }

    [Fact]
    public async Task A_dead_refresh_token_leads_to_a_new_prompt()
    {
        EntraUser user = await emulator.NewUserAsync(new Behaviour(AccessTokenSeconds: 1));
        await SignInAsync(user);
        await emulator.RefuseAsync(user, "refreshTokenExpired", "refresh");

        Assert.Equal(SignInMethod.DeviceCode, (await SignInAsync(user)).Method);
    }

    [Fact]
    public async Task A_second_factor_that_the_refresh_needs_is_asked_for_at_the_prompt()
    {
        EntraUser user = await emulator.NewUserAsync(new Behaviour(AccessTokenSeconds: 1));
        await SignInAsync(user);
        await emulator.RefuseAsync(user, "mfaRequired");

        IAccessTokenProvider provider = await SignInAsync(user);

        AccessToken token = await provider.GetTokenAsync(new AccessTokenRequest(), CancellationToken.None);
        Assert.Equal("c1", Jwt.ClaimsOf(token).GetProperty("acrs")[0].GetString());
    }

    [Fact]
    public async Task Without_a_prompt_a_dead_refresh_token_is_InteractionRequired_with_its_code()
    {
        EntraUser user = await emulator.NewUserAsync(new Behaviour(AccessTokenSeconds: 1));
        await SignInAsync(user);
        await emulator.RefuseAsync(user, "refreshTokenExpired", "refresh");

        AdoPatException error = await Assert.ThrowsAsync<AdoPatException>(() => SilentlyAsync(user.Tenant));

        Assert.Equal(ErrorIds.InteractionRequired, error.ErrorId);
        Assert.Equal("AADSTS700082", error.ServiceCode);
        Assert.True(Guid.TryParse(error.ActivityId, out _));
        Assert.Contains("-NonInteractive", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_prompt_an_empty_cache_is_InteractionRequired_and_nothing_is_sent()
    {
        EntraUser user = await emulator.NewUserAsync();

        AdoPatException error = await Assert.ThrowsAsync<AdoPatException>(() => SilentlyAsync(user.Tenant));

        Assert.Equal(ErrorIds.InteractionRequired, error.ErrorId);
        Assert.Contains("has no account", error.Message, StringComparison.Ordinal);
        Assert.Empty(await emulator.GrantsOfAsync(user));
    }

    [Fact]
    public async Task Of_two_accounts_in_the_cache_the_one_of_the_tenant_is_meant_and_without_a_tenant_both_are_named()
    {
        EntraUser ada = await emulator.NewUserAsync();
        EntraUser eve = await emulator.NewUserAsync();
        IAccessTokenProvider first = await SignInAsync(ada);
        await SignInAsync(eve);

        Assert.Equal(ada.Upn, (await SilentlyAsync(first.TenantId)).Account);
        Assert.Equal(eve.Upn, (await SilentlyAsync(SignInRequest.AnyTenant, eve.Upn)).Account);
        AdoPatException error = await Assert.ThrowsAsync<AdoPatException>(() => SilentlyAsync(SignInRequest.AnyTenant));
        Assert.Equal(ErrorIds.InteractionRequired, error.ErrorId);
        Assert.Contains(ada.Upn, error.Message, StringComparison.Ordinal);
        Assert.Contains(eve.Upn, error.Message, StringComparison.Ordinal);
        Assert.Contains("-Account", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_was_refused_for_being_another_is_not_left_in_the_cache()
    {
        EntraUser ada = await emulator.NewUserAsync();
        var ben = new EntraUser(ada.Tenant, "ben");
        await emulator.SeedAsync(new { users = new[] { new { upn = ben.Upn } } });
        await Assert.ThrowsAsync<AdoPatException>(() => SignInAsync(ada, emulator.PromptOf(ben)));

        AdoPatException error = await Assert.ThrowsAsync<AdoPatException>(() => SilentlyAsync(ada.Tenant));

        Assert.Contains("has no account", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_account_is_gone_from_the_file()
    {
        EntraUser user = await emulator.NewUserAsync();
        IAccessTokenProvider provider = await SignInAsync(user);
        Assert.Contains(user.Upn, await File.ReadAllTextAsync(CacheFile), StringComparison.Ordinal);

        await provider.ForgetAsync(CancellationToken.None);

        string left = await File.ReadAllTextAsync(CacheFile);
        Assert.DoesNotContain(user.Upn, left, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_share_one_cache()
    {
        EntraUser user = await emulator.NewUserAsync();
        await SignInAsync(SignInRequest.AnyTenant, user.Upn, nonInteractive: false, emulator.PromptOf(user));

        SignInOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            ChildProcess.SignInAsync(emulator, user, CacheFolder, TokenCacheKind.PlainText, "silent")));

        Assert.All(outcomes, outcome => Assert.Equal((user.Upn, "Cache"), (outcome.Account, outcome.Method)));
        Assert.Equal(["device_code"], await emulator.GrantsOfAsync(user));
    }

    private Task<IAccessTokenProvider> SignInAsync(EntraUser user, RecordingPrompt? prompt = null) =>
        SignInAsync(user.Tenant, user.Upn, nonInteractive: false, prompt ?? emulator.PromptOf(user));

    private Task<IAccessTokenProvider> SilentlyAsync(string tenant, string? account = null) =>
        SignInAsync(tenant, account, nonInteractive: true, new RecordingPrompt());

    private Task<IAccessTokenProvider> SignInAsync(string tenant, string? account, bool nonInteractive, RecordingPrompt prompt)
    {
        var request = new SignInRequest
        {
            Endpoints = ServiceEndpoints.ForEmulator(emulator.Uri),
            Tenant = tenant,
            Account = account,
            NonInteractive = nonInteractive,
            TokenCache = TokenCacheKind.PlainText,
            TokenCacheDirectory = CacheFolder,
            Timeout = TimeSpan.FromSeconds(30),
        };
        return new MsalSignIn(Machine.Terminal).SignInAsync(request, prompt, CancellationToken.None);
    }
}
