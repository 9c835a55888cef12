using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using AdoPat.Destinations;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

public class YarnConfigTests : DestinationTest
{
    private string Yarnrc => PathOf(".yarnrc.yml");

    private IDestination Open() => YarnConfigDestination.Open(YarnConfigDestination.Describe("https://feed.test:8080/npm/registry/", Yarnrc));

    [Fact]
    public async Task A_new_file_has_the_registry_and_nothing_else()
    {
        await WriteAsync(Open(), Secret);

        Assert.Equal(
            [
                "npmRegistries:",
                "  \"//feed.test:8080/npm/registry\":",
                "    npmAlwaysAuth: true",
                $"    npmAuthIdent: \"{Convert.ToBase64String(Encoding.UTF8.GetBytes("AdoPat:" + Secret))}\"",
            ],
            await File.ReadAllLinesAsync(Yarnrc));
    }

    [Theory]
    [InlineData("npmRegistries: {}\n")]
    [InlineData("npmRegistries:\n\t\"//feed.test\":\n")]
    [InlineData("npmRegistries: &all\n  a:\n    b: c\n")]
    [InlineData("npmRegistries:\n- a\n")]
    [InlineData("npmRegistries:\n  a:\n    b: c\nnpmRegistries:\n  d:\n    e: f\n")]
    [InlineData("npmRegistries:\n    a:\n      b: c\n  d:\n    e: f\n")]
    [InlineData("npmRegistries:\n  a:\n    b: |\n      # c\n")]
    [InlineData("npmRegistries:\n  //feed.test:8080/npm/registry: {npmAlwaysAuth: true}\n")]
    [InlineData("npmRegistries:\n  //feed.test:8080/npm/registry:\n    npmAuthIdent: \"a\n      b\"\n")]
    [InlineData("npmRegistries:\n  //feed.test:8080/npm/registry:\n    npmAuthIdent: ${IDENT}\n")]
    [InlineData("npmRegistries:\n  //feed.test:8080/npm/registry:\n    npmAuthIdent: !!str abc\n")]
    [InlineData("npmRegistries:\n  //feed.test:8080/npm/registry:\n    npmAuthToken: abc\n")]
    [InlineData("npmRegistries:\n  //feed.test:8080/npm/registry:\n    npmAlwaysAuth: true\n  //feed.test:8080/npm/registry/:\n    npmAlwaysAuth: true\n")]
    [InlineData("a: \"open\nnpmRegistries:\"\n")]
    [InlineData("a: {b: c,\n  d: e\n}\n")]
    [InlineData("a: b\n---\nc: d\n")]
    [InlineData("a: b\n...\n")]
    [InlineData("  a: b\n")]
    [InlineData("just text\n")]
    [InlineData("<yaml>\n")]
    public Task What_is_not_understood_is_refused(string content) => IsRefusedAsync(Open(), Yarnrc, content);

    [Fact]
    public async Task The_name_in_front_of_the_old_secret_stays()
    {
        string before = $"---\nnpmRegistries:\n  '//feed.test:8080/npm/registry': # here\n    npmAuthIdent: {Ident("me", OtherSecret)} # old\n";
        await File.WriteAllTextAsync(Yarnrc, before);
        Assert.Equal(OtherSecret, await SecretInAsync(Open()));

        await WriteAsync(Open(), Secret);

        Assert.Equal(before.Replace(Ident("me", OtherSecret), Ident("me", Secret), StringComparison.Ordinal) + "    npmAlwaysAuth: true\n", await File.ReadAllTextAsync(Yarnrc));
    }

    [Fact]
    public void The_file_is_the_users_own_unless_another_is_named() => Assert.Equal(
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".yarnrc.yml"),
        YarnConfigDestination.Describe("https://feed.test").Settings["Path"]);

    private static string Ident(string user, string secret) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));
}
