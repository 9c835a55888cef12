using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Destinations.Files;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>A process is killed while it writes.</summary>
public class KillTests : DestinationTest
{
    private const string Others = "; mine\nsave-exact=true\n";

    // Writes one secret and the other in turn, until it is killed. The secrets come on standard input.
    private const string Writer = """
        $null = [Reflection.Assembly]::LoadFrom($env:ADOPAT_TEST_CORE)
        $description = [AdoPat.Destinations.NpmConfigDestination]::Describe('https://feed.test/', $env:ADOPAT_TEST_FILE)
        $destination = [AdoPat.Destinations.NpmConfigDestination].GetMethod('Open', [Reflection.BindingFlags]'NonPublic, Static').Invoke($null, @($description))
        $tokens = foreach ($line in @($input)) {
            $token = [AdoPat.Models.IssuedPersonalAccessToken]::new()
            [AdoPat.Models.IssuedPersonalAccessToken].GetProperty('Token').SetValue($token, [AdoPat.Secrets.SecretText]::ToSecureString($line))
            $token
        }
        'ready'
        while ($true) { foreach ($token in $tokens) { $destination.WriteAsync($token, [Threading.CancellationToken]::None).Wait() } }
        """;

    private string Npmrc => PathOf(".npmrc");

    private IDestination Open() => NpmConfigDestination.Open(NpmConfigDestination.Describe("https://feed.test/", Npmrc));

    [ToolFact("pwsh")]
    public async Task Whoever_is_killed_between_the_new_file_and_its_name_leaves_the_old_one_or_the_new_one()
    {
        for (int round = 0; round < 3; round++)
        {
            await File.WriteAllTextAsync(Npmrc, Others);
            await WriteAsync(Open(), OtherSecret);

            await KillWriterAsync();

            Assert.Contains(await SecretInAsync(Open()), (string[])[Secret, OtherSecret]);
            Assert.StartsWith(Others, await File.ReadAllTextAsync(Npmrc), StringComparison.Ordinal);
            await WriteAsync(Open(), Secret);
            Assert.Equal(Secret, await SecretInAsync(Open()));
            Assert.Equal([Npmrc], Directory.GetFiles(Folder));
        }
    }

    private async Task KillWriterAsync()
    {
        ProcessStartInfo start = new("pwsh", ["-NoProfile", "-NonInteractive", "-Command", Writer]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["ADOPAT_TEST_CORE"] = Path.Combine(AppContext.BaseDirectory, "AdoPat.Core.dll");
        start.Environment["ADOPAT_TEST_FILE"] = Npmrc;
        using Process writer = Process.Start(start)!;
        await writer.StandardInput.WriteAsync($"{Secret}\n{OtherSecret}\n");
        writer.StandardInput.Close();
        Assert.Equal("ready", await writer.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));

        bool isThere = SpinWait.SpinUntil(() => File.Exists(AtomicFile.StagedPathOf(Npmrc)), TimeSpan.FromSeconds(30));
        writer.Kill();

        await writer.WaitForExitAsync();
        Assert.True(isThere, "It was never seen to write.");
    }
}
