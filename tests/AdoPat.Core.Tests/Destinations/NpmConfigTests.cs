using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

public class NpmConfigTests : DestinationTest
{
    private string Npmrc => PathOf(".npmrc");

    private IDestination Open(string registry = ConfigFiles.Registry) => NpmConfigDestination.Open(NpmConfigDestination.Describe(registry, Npmrc));

    [Fact]
    public async Task A_registry_gets_its_three_lines_with_and_without_its_ending()
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret));
        await File.WriteAllTextAsync(Npmrc, "; mine\r\nsave-exact=true");

        await WriteAsync(Open(), Secret);

        Assert.Equal(
            string.Join(
                "\r\n",
                "; mine",
                "save-exact=true",
                $"{ConfigFiles.NpmKey}:username=AdoPat",
                $"{ConfigFiles.NpmKey}:_password={encoded}",
                $"{ConfigFiles.NpmKey}:email=adopat@localhost",
                $"{ConfigFiles.ShortNpmKey}:username=AdoPat",
                $"{ConfigFiles.ShortNpmKey}:_password={encoded}",
                $"{ConfigFiles.ShortNpmKey}:email=adopat@localhost"),
            await File.ReadAllTextAsync(Npmrc));
    }

    [Theory]
    [InlineData("https://pkgs.dev.azure.com/contoso/_packaging/feed/npm", "//pkgs.dev.azure.com/contoso/_packaging/feed/npm/registry/", "//pkgs.dev.azure.com/contoso/_packaging/feed/npm/")]
    [InlineData("https://NPM.Contoso.test:8443/a%20b", "//npm.contoso.test:8443/a%20b/", null)]
    [InlineData("http://localhost:4873/", "//localhost:4873/", null)]
    public async Task The_address_becomes_the_key_that_npm_looks_for(string registry, string first, string? second)
    {
        await WriteAsync(Open(registry), Secret);

        string[] lines = await File.ReadAllLinesAsync(Npmrc);
        Assert.Equal(first + ":username=AdoPat", lines[0]);
        Assert.Equal(second is null ? 3 : 6, lines.Length);
        Assert.Equal((second ?? first) + ":email=adopat@localhost", lines[^1]);
    }

    [Fact]
    public async Task A_name_and_an_address_that_are_there_stay()
    {
        await File.WriteAllTextAsync(Npmrc, "//feed.test/:username=me\n//feed.test/:email=me@contoso.test\n");

        await WriteAsync(Open("https://feed.test"), Secret);

        string[] lines = await File.ReadAllLinesAsync(Npmrc);
        Assert.Equal(["//feed.test/:username=me", "//feed.test/:email=me@contoso.test"], lines[..2]);
        Assert.StartsWith("//feed.test/:_password=", Assert.Single(lines[2..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//feed.test/:_authToken=abc", "npm would use that one")]
    [InlineData("'//feed.test/:_auth' = abc", "npm would use that one")]
    [InlineData("//feed.test/:_password=${SECRET}", "a variable of the environment")]
    [InlineData("//feed.test/:_password=what is this", "not base64")]
    public async Task What_would_be_wrong_afterwards_is_refused(string line, string reason)
    {
        AdoPatException failure = await IsRefusedAsync(Open("https://feed.test"), Npmrc, "a=1\n" + line + "\n");

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Npmrc, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://pkgs.dev.azure.com/contoso/")]
    [InlineData("https://me:hunter2@pkgs.dev.azure.com/contoso/")]
    [InlineData("https://pkgs.dev.azure.com/a=b/")]
    [InlineData("https://pkgs.dev.azure.com/?x")]
    [InlineData("pkgs.dev.azure.com/contoso")]
    [InlineData("")]
    public void What_is_no_registry_is_refused(string registry)
    {
        AdoPatException failure = Assert.Throws<AdoPatException>(() => NpmConfigDestination.Describe(registry, Npmrc));

        Assert.Equal(ErrorIds.InvalidArgument, failure.ErrorId);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_the_users_own_unless_another_is_named()
    {
        AdoPatDestination destination = NpmConfigDestination.Describe("https://pkgs.dev.azure.com/{organization}/_packaging/{name}/npm/registry/");

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(Environment.GetEnvironmentVariable("NPM_CONFIG_USERCONFIG") ?? Environment.GetEnvironmentVariable("npm_config_userconfig") ?? Path.Combine(home, ".npmrc"), destination.Settings["Path"]);
        Assert.Equal("https://pkgs.dev.azure.com/contoso/_packaging/a/npm/registry/", destination.Resolve("contoso", "a").Settings["Registry"]);
    }
}
