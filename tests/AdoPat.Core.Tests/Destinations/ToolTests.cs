using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Destinations;
using AdoPat.Destinations.Git;
using AdoPat.Models;
using AdoPat.Secrets;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>The tools themselves take what was written, from a service that lets only a live token in.</summary>
public sealed class ToolTests(Emulator emulator) : EmulatorTest(emulator), IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [ToolFact("npm")]
    public async Task Npm_takes_the_token_from_its_configuration()
    {
        string registry = $"{Emulator.Uri}pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed/npm/registry/";
        string path = PathOf(".npmrc");
        IDestination destination = NpmConfigDestination.Open(NpmConfigDestination.Describe(registry, path));

        await IsUsedAsync(
            destination, "1.", "npm", "view", "@contoso/hello", "version", "--registry", registry, "--userconfig", path, "--cafile", Emulator.CertificatePath);
    }

    [ToolFact("dotnet")]
    public async Task NuGet_takes_the_token_from_its_configuration()
    {
        string path = PathOf("NuGet.Config");
        await File.WriteAllTextAsync(path, $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="Shop feed" value="{Emulator.Uri}pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed/nuget/v3/index.json" />
              </packageSources>
            </configuration>
            """);
        IDestination destination = NuGetConfigDestination.Open(NuGetConfigDestination.Describe("Shop feed", path));

        await IsUsedAsync(destination, "Contoso.Hello", "dotnet", "package", "search", "Contoso.Hello", "--source", "Shop feed", "--configfile", path, "--format", "json");
    }

    [ToolFact("git")]
    public async Task Git_takes_the_token_from_its_credential_helper()
    {
        await File.WriteAllTextAsync(PathOf("gitconfig"), $"[credential]\n\thelper = store --file \"{PathOf("git-credentials")}\"\n");
        string address = $"{Emulator.Uri}dev.azure.com/contoso/shop/_git/web";
        IDestination destination = GitCredentialDestination.Open(GitCredentialDestination.Describe(address), new GitCommand(Environment));

        await IsUsedAsync(destination, "refs/heads/main", "git", "ls-remote", address);
    }

    private Dictionary<string, string> Environment => new()
    {
        ["HOME"] = _folder.FullName,
        ["GIT_CONFIG_GLOBAL"] = PathOf("gitconfig"),
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_SSL_CAINFO"] = Emulator.CertificatePath,
        ["NODE_EXTRA_CA_CERTS"] = Emulator.CertificatePath,
        ["npm_config_cache"] = PathOf("npm-cache"),
        ["SSL_CERT_FILE"] = Emulator.CertificatePath,
        ["NUGET_HTTP_CACHE_PATH"] = PathOf("nuget-cache"),
    };

    // With the token it works, and without it does not: so it was the token that did it.
    private async Task IsUsedAsync(IDestination destination, string expected, string program, params string[] arguments)
    {
        PatClient client = await ClientAsync();
        PatCreation creation = new() { Name = "for a tool", Scope = ["vso.packaging", "vso.code"], ValidTo = DateTimeOffset.UtcNow.AddDays(7) };
        IssuedPersonalAccessToken token = await client.CreateAsync(Contoso, creation);
        await destination.WriteAsync(token, default);

        (int exitCode, string said) = await Tool.RunAsync(_folder.FullName, Environment, program, arguments);
        Assert.True(exitCode == 0 && said.Contains(expected, StringComparison.Ordinal), said);
        Assert.DoesNotContain(SecretText.ToPlainText(token.Token), said, StringComparison.Ordinal);

        await client.RevokeAsync(Contoso, token.AuthorizationId);
        DeleteCaches();
        (exitCode, said) = await Tool.RunAsync(_folder.FullName, Environment, program, arguments);
        Assert.False(exitCode == 0 && said.Contains(expected, StringComparison.Ordinal), said);
        Assert.Contains(await Emulator.RequestsAsync(), request => request.Status == 401 && request.Authentication == "Basic");
    }

    private void DeleteCaches()
    {
        foreach (string cache in new[] { "npm-cache", "nuget-cache" })
        {
            if (Directory.Exists(PathOf(cache)))
            {
                Directory.Delete(PathOf(cache), recursive: true);
            }
        }
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
