using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tests.Support;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Msal.Tests.Caching;

public sealed class ProtectedCacheTests(Emulator emulator) : IClassFixture<Emulator>, IDisposable
{
    // A keyring of its own, unlocked without a person; then the program that is named, as often as there are modes.
    private const string InKeyring =
        """
        set -e
        printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        assembly=$1; uri=$2; upn=$3; folder=$4; shift 4
        for mode in "$@"; do dotnet "$assembly" "$uri" "$upn" "$folder" Protected "$mode"; done
        """;

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("adopat-home-");

    private string CacheFolder => Path.Combine(_home.FullName, "cache");

    public void Dispose() => _home.Delete(recursive: true);

    [LinuxFact("dbus-run-session", "gnome-keyring-daemon")]
    public async Task In_a_keyring_a_sign_in_survives_the_process_until_it_is_forgotten()
    {
        EntraUser user = await SignedInUnaskedAsync();

        SignInOutcome[] outcomes = await InKeyringAsync(user, "ask", "silent", "forget", "silent");

        Assert.All(outcomes, outcome => Assert.Empty(outcome.Warnings));
        Assert.Equal(["DeviceCode", "Cache", "Cache", null], outcomes.Select(outcome => outcome.Method));
        Assert.Equal(ErrorIds.InteractionRequired, outcomes[3].ErrorId);
        Assert.Equal(["device_code"], await emulator.GrantsOfAsync(user));
        Assert.All(Directory.GetFiles(CacheFolder), file => Assert.Equal(0, new FileInfo(file).Length));
    }

    [LinuxFact]
    public async Task Without_a_keyring_memory_is_used_with_one_warning_that_says_what_to_do()
    {
        EntraUser user = await SignedInUnaskedAsync();
        var noSession = new Dictionary<string, string> { ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:", ["DISPLAY"] = "", ["WAYLAND_DISPLAY"] = "" };

        SignInOutcome outcome = await ChildProcess.SignInAsync(emulator, user, CacheFolder, TokenCacheKind.Protected, "ask", noSession);
        SignInOutcome later = await ChildProcess.SignInAsync(emulator, user, CacheFolder, TokenCacheKind.Protected, "silent", noSession);

        Assert.Equal(user.Upn, outcome.Account);
        string warning = Assert.Single(outcome.Warnings);
        Assert.Contains("memory only", warning, StringComparison.Ordinal);
        Assert.Contains("gnome-keyring", warning, StringComparison.Ordinal);
        Assert.Contains("-TokenCache PlainText", warning, StringComparison.Ordinal);
        Assert.Equal(ErrorIds.InteractionRequired, later.ErrorId);
        Assert.All(Directory.GetFiles(_home.FullName, "*", SearchOption.AllDirectories), file => Assert.Equal(0, new FileInfo(file).Length));
    }

    private async Task<SignInOutcome[]> InKeyringAsync(EntraUser user, params string[] modes)
    {
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = _home.FullName,
            ["XDG_RUNTIME_DIR"] = _home.CreateSubdirectory("run").FullName,
            ["XDG_DATA_HOME"] = _home.CreateSubdirectory("share").FullName,
        };
        _home.CreateSubdirectory("share/keyrings");
        string[] arguments = [typeof(ProtectedCacheTests).Assembly.Location, emulator.Uri.AbsoluteUri, user.Upn, CacheFolder, .. modes];
        string output = await ChildProcess.RunAsync("dbus-run-session", ["--", "bash", "-c", InKeyring, "bash", .. arguments], environment);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ChildProcess.OutcomeIn)];
    }

    private async Task<EntraUser> SignedInUnaskedAsync()
    {
        EntraUser user = await emulator.NewUserAsync();
        await emulator.SeedAsync(new { behaviour = new Behaviour(SignIn: user.Upn) });
        return user;
    }
}
