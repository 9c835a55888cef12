using System;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Hosting;

public sealed class ProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-tests-");
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _patience.Dispose();
    }

    [Fact]
    public async Task It_says_where_it_listens_and_ends_with_its_input()
    {
        string readyFile = Path.Combine(_folder.FullName, "ready.json");
        string seedFile = Path.Combine(_folder.FullName, "seed.json");
        await File.WriteAllTextAsync(seedFile, """{"users":[{"upn":"zoe@contoso.test"}],"organizations":[{"name":"one","members":["zoe@contoso.test"]}]}""");
        using Process process = Start("--ready-file", readyFile, "--seed", seedFile, "--sign-in", "zoe@contoso.test", "--token-lifetime", "77");

        string line = (await process.StandardOutput.ReadLineAsync(_patience.Token))!;
        JsonNode ready = JsonNode.Parse(line)!;
        Assert.Equal(line, (await File.ReadAllTextAsync(readyFile)).TrimEnd());
        Assert.Equal(process.Id, (int)ready["pid"]!);
        string pem = (string)ready["certificate"]!;
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(pem));
        using (X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(pem))
        using (EmulatorClient client = new(new Uri((string)ready["uri"]!), certificate))
        {
            JsonNode state = (await client.GetAsync("_emulator/state")).MustBe(200).Json;
            Assert.Equal("zoe@contoso.test", (string?)Assert.Single(state["users"]!.AsArray())!["upn"]);
            Assert.Equal("zoe@contoso.test", (string?)state["behaviour"]!["signIn"]);
            Assert.Equal(77, (int)(await client.GetTokensAsync("zoe@contoso.test"))["expires_in"]!);
        }

        process.StandardInput.Close();

        string log = await process.StandardError.ReadToEndAsync(_patience.Token);
        await process.WaitForExitAsync(_patience.Token);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("200 POST   login.microsoftonline.com/organizations/oauth2/v2.0/token zoe@contoso.test device_code", log);
        Assert.False(File.Exists(pem));
    }

    [UnixFact]
    public async Task It_ends_on_a_signal()
    {
        using Process process = Start("--quiet");
        await process.StandardOutput.ReadLineAsync(_patience.Token);

        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(_patience.Token);

        await process.WaitForExitAsync(_patience.Token);
        Assert.Equal(0, process.ExitCode);
    }

    [UnixTheory]
    [InlineData("/dev/null")]
    [InlineData("an empty file")]
    public async Task It_does_not_end_because_its_input_is_empty(string input)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "an empty file"), "");
        ProcessStartInfo start = new("/bin/sh", ["-c", $"'{DotNet}' '{Program}' --quiet < '{input}' & read -r _; kill $!; wait $!; echo ended $?"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process shell = Process.Start(start)!;
        JsonNode ready = JsonNode.Parse((await shell.StandardOutput.ReadLineAsync(_patience.Token))!)!;
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile((string)ready["certificate"]!);
        using EmulatorClient client = new(new Uri((string)ready["uri"]!), certificate);
        (await client.GetAsync("_emulator/clock")).MustBe(200);
        await shell.StandardInput.WriteLineAsync();

        Assert.Equal("ended 0", await shell.StandardOutput.ReadLineAsync(_patience.Token));
    }

    [Theory]
    [InlineData(2, "--nonsense")]
    [InlineData(1, "--seed", "/this/file/is/not/there.json")]
    [InlineData(0, "--help")]
    public async Task It_says_why_it_does_not_start(int exitCode, params string[] args)
    {
        using Process process = Start(args);

        string text = await process.StandardError.ReadToEndAsync(_patience.Token) + await process.StandardOutput.ReadToEndAsync(_patience.Token);

        await process.WaitForExitAsync(_patience.Token);
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Contains(args[^1] == "--help" ? "--ready-file FILE" : args[^1], text);
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Program => typeof(EmulatorServer).Assembly.Location;

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo(DotNet, [Program, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
