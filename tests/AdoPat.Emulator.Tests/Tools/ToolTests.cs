using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Tools;

/// <summary>Real tools take a live token, and are turned away with a dead one.</summary>
public sealed class ToolTests : EmulatorTest, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-tools-");
    private readonly string _certificate;
    private readonly Dictionary<string, string> _environment;

    private string _authorization = "";
    private JsonNode _token = new JsonObject();

    public ToolTests(EmulatorFixture fixture)
        : base(fixture)
    {
        _certificate = Write("emulator.pem", fixture.Server.Certificate.ExportCertificatePem()).Replace('\\', '/');
        _environment = new Dictionary<string, string>
        {
            ["GIT_SSL_CAINFO"] = _certificate,
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(_folder.FullName, "gitconfig"),
            ["SSL_CERT_FILE"] = _certificate,
            ["NO_PROXY"] = "localhost",
            ["DOTNET_CLI_HOME"] = _folder.FullName,
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages"),
            ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(_folder.FullName, "http"),
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
    }

    private string Packages => $"localhost:{Client.Address.Port}/pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed";

    private string Secret => (string)_token["token"]!;

    public void Dispose() => _folder.Delete(recursive: true);

    [ToolFact("git")]
    public async Task Git_lists_a_remote_with_a_stored_credential()
    {
        await HaveTokenAsync("vso.code");
        string helper = $"credential.helper=store --file \"{Path.Combine(_folder.FullName, "credentials").Replace('\\', '/')}\"";
        string login = $"protocol=https\nhost=localhost:{Client.Address.Port}\nusername=build\npassword={Secret}\n\n";
        Assert.Equal(0, (await RunAsync("git", login, "-c", helper, "credential", "approve")).ExitCode);
        string[] list = ["-c", helper, "ls-remote", "--symref", $"{Client.Address}dev.azure.com/contoso/shop/_git/web"];

        (int exitCode, string output) = await RunAsync("git", "", list);

        Assert.True(exitCode == 0, output);
        Assert.Contains("ref: refs/heads/main\tHEAD", output);
        Assert.Contains("3f1c5d0a9b7e42c68a1d0e5f7b9c2d4e6f8a0b1c\trefs/tags/v1.0", output);

        await RevokeAsync();
        (exitCode, output) = await RunAsync("git", "", list);
        Assert.True(exitCode == 128, output);
        Assert.Matches("Authentication failed|could not read Username", output);
    }

    [ToolFact("npm")]
    public async Task Npm_pings_and_views_with_its_user_configuration()
    {
        await HaveTokenAsync("vso.packaging");
        string feed = $"//{Packages}/npm/registry/";
        string configuration = Write(
            "npmrc",
            $"""
            registry=https:{feed}
            {feed}:username=build
            {feed}:_password={Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))}
            {feed}:email=build@contoso.test
            cafile={_certificate}
            cache={Path.Combine(_folder.FullName, "npm-cache").Replace('\\', '/')}
            fetch-retries=0
            update-notifier=false

            """);

        (int exitCode, string output) = await RunAsync("npm", "", "ping", "--userconfig", configuration);
        Assert.True(exitCode == 0, output);
        (exitCode, output) = await RunAsync("npm", "", "view", "@contoso/hello", "version", "dist.tarball", "--json", "--userconfig", configuration);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"https:{feed}@contoso/hello/-/hello-1.2.0.tgz", output);
        (exitCode, output) = await RunAsync("npm", "", "install", "@contoso/hello", "--no-audit", "--userconfig", configuration);
        Assert.True(exitCode == 0, output);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "node_modules", "@contoso", "hello", "package.json")));

        await RevokeAsync();
        (exitCode, output) = await RunAsync("npm", "", "view", "@contoso/hello", "version", "--prefer-online", "--userconfig", configuration);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("E401", output);
    }

    [ToolFact("dotnet", needsLinux: true)]
    public async Task DotNet_restores_with_the_credentials_of_a_source()
    {
        await HaveTokenAsync("vso.packaging");
        string configuration = Write(
            "NuGet.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="shop" value="https://{Packages}/nuget/v3/index.json" /></packageSources>
              <packageSourceCredentials><shop>
                <add key="Username" value="build" /><add key="ClearTextPassword" value="{Secret}" />
              </shop></packageSourceCredentials>
            </configuration>
            """);
        string project = Write(
            "app.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences></PropertyGroup>
              <ItemGroup><PackageReference Include="Contoso.Hello" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        string[] restore = ["restore", project, "--configfile", configuration, "--force", "--no-http-cache"];

        (int exitCode, string output) = await RunAsync("dotnet", "", restore);
        Assert.True(exitCode == 0, output);
        Assert.True(Directory.Exists(Path.Combine(_folder.FullName, "packages", "contoso.hello", "1.0.0")), output);

        await RevokeAsync();
        Directory.Delete(Path.Combine(_folder.FullName, "packages"), recursive: true);
        (exitCode, output) = await RunAsync("dotnet", "", restore);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("401", output);
    }

    private Task<(int ExitCode, string Output)> RunAsync(string tool, string input, params string[] arguments) =>
        Tool.RunAsync(tool, _folder.FullName, _environment, input, arguments);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task HaveTokenAsync(string scope)
    {
        _authorization = await Client.SignInAsync(Ada);
        _token = await Client.CreateGoodAsync(_authorization, scope);
    }

    private Task<Answer> RevokeAsync() => Client.RevokeAsync(_authorization, (string)_token["authorizationId"]!);
}
