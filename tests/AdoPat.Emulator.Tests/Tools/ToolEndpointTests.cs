using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Tools;

/// <summary>What git, npm and NuGet ask, without them.</summary>
public class ToolEndpointTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Refs = "dev.azure.com/contoso/shop/_git/web/info/refs?service=git-upload-pack";
    private const string Npm = "pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed/npm/registry/";
    private const string NuGet = "pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed/nuget/v3/";

    [Theory]
    [InlineData(Refs, "vso.code")]
    [InlineData(Refs, "vso.code_full")]
    [InlineData(Refs, "app_token")]
    [InlineData(Npm + "-/ping", "vso.packaging")]
    [InlineData(Npm + "contoso-hello", "vso.packaging_write")]
    [InlineData(NuGet + "index.json", "vso.packaging")]
    [InlineData(NuGet + "query?q=hello", "vso.packaging_manage")]
    public async Task Only_a_live_personal_access_token_with_the_scope_is_let_in(string path, string scope)
    {
        string entra = await Client.SignInAsync(Ada);
        JsonNode token = await Client.CreateGoodAsync(entra, scope);
        JsonNode other = await Client.CreateGoodAsync(entra, "vso.work_full");
        string good = EmulatorClient.Basic((string)token["token"]!);

        (await Client.GetAsync(path, good)).MustBe(200);

        string?[] bad = [null, entra, EmulatorClient.Basic(entra["Bearer ".Length..]), EmulatorClient.Basic((string)other["token"]!), "Basic OnVua25vd24="];
        foreach (string? credentials in bad)
        {
            await MustBeTurnedAwayAsync(path, credentials);
        }

        await Client.RevokeAsync(entra, (string)token["authorizationId"]!);
        await MustBeTurnedAwayAsync(path, good);
    }

    [Fact]
    public async Task An_expired_token_and_one_of_another_organization_are_turned_away()
    {
        await SeedAsync(
            """
            {"tokens":[
              {"owner":"ada@contoso.test","displayName":"e","scope":"vso.code","organizations":["contoso"],"validFrom":"-2d","validTo":"-1d","token":"expired"},
              {"owner":"ada@contoso.test","displayName":"f","scope":"vso.code","organizations":["fabrikam"],"token":"foreign"}]}
            """);

        await MustBeTurnedAwayAsync(Refs, EmulatorClient.Basic("expired"));
        await MustBeTurnedAwayAsync(Refs, EmulatorClient.Basic("foreign"));
    }

    [Fact]
    public async Task References_come_in_the_form_that_git_reads()
    {
        Answer answer = (await Client.GetAsync(Refs, await TokenAsync("vso.code"))).MustBe(200);

        Assert.Equal("application/x-git-upload-pack-advertisement", answer.MediaType);
        Assert.StartsWith("001e# service=git-upload-pack\n0000", answer.Text);
        Assert.Contains(" HEAD\0 symref=HEAD:refs/heads/main ", answer.Text);
        Assert.EndsWith("003c3f1c5d0a9b7e42c68a1d0e5f7b9c2d4e6f8a0b1c refs/tags/v1.0\n0000", answer.Text);
        (await Client.GetAsync(Refs.Replace("upload", "receive", StringComparison.Ordinal), await TokenAsync("vso.code"))).MustBe(403);
        (await Client.GetAsync(Refs.Replace("web", "nothing", StringComparison.Ordinal), await TokenAsync("vso.code"))).MustBe(404);
    }

    [Theory]
    [InlineData("", "pkgs.dev.azure.com/")]
    [InlineData("pkgs.dev.azure.com", "")]
    [InlineData("contoso.pkgs.visualstudio.com", null)]
    public async Task Addresses_lead_to_where_the_client_has_come_from(string host, string? prefix)
    {
        string authorization = await TokenAsync("vso.packaging");
        string authority = host.Length > 0 ? host : $"localhost:{Client.Address.Port}";
        string feed = prefix is null ? "shop/_packaging/shop-feed" : prefix + "contoso/shop/_packaging/shop-feed";
        (string, string)[] headers = host.Length > 0 ? [("Host", host)] : [];

        JsonNode index = (await Client.GetAsync(feed + "/nuget/v3/index.json", authorization, headers)).MustBe(200).Json;
        JsonNode package = (await Client.GetAsync(feed + "/npm/registry/@contoso%2fhello", authorization, headers)).MustBe(200).Json;

        Assert.All(index["resources"]!.AsArray(), resource => Assert.StartsWith($"https://{authority}/{feed}/nuget/v3/", (string?)resource!["@id"]));
        Assert.Equal($"https://{authority}/{feed}/npm/registry/@contoso/hello/-/hello-1.2.0.tgz", (string?)package["versions"]!["1.2.0"]!["dist"]!["tarball"]);
    }

    [Fact]
    public async Task A_source_has_what_it_says()
    {
        string authorization = await TokenAsync("vso.packaging");
        JsonNode found = Assert.Single((await Client.GetAsync(NuGet + "query?q=HELLO", authorization)).MustBe(200).Json["data"]!.AsArray())!;
        Assert.Equal(("Contoso.Hello", "1.0.0"), ((string)found["id"]!, (string)found["version"]!));
        JsonNode registration = (await Client.GetAsync(NuGet + "registrations/contoso.hello/index.json", authorization)).MustBe(200).Json;
        string content = (string)registration["items"]![0]!["items"]![0]!["packageContent"]!;

        Answer package = (await Client.GetAsync(content, authorization)).MustBe(200);

        using ZipArchive zip = new(new MemoryStream(package.Bytes));
        Assert.Contains("Contoso.Hello.nuspec", zip.Entries.Select(entry => entry.FullName));
        Assert.Equal("1.0.0", (string?)(await Client.GetAsync(NuGet + "flat/contoso.hello/index.json", authorization)).MustBe(200).Json["versions"]![0]);
        (await Client.GetAsync(NuGet + "flat/nothing/index.json", authorization)).MustBe(404);
        (await Client.GetAsync(Npm + "nothing", authorization)).MustBe(404);
        (await Client.GetAsync(NuGet.Replace("shop-feed", "no-feed", StringComparison.Ordinal) + "index.json", authorization)).MustBe(404);
    }

    private async Task<string> TokenAsync(string scope) =>
        EmulatorClient.Basic((string)(await Client.CreateGoodAsync(await Client.SignInAsync(Ada), scope))["token"]!);

    private async Task MustBeTurnedAwayAsync(string path, string? authorization)
    {
        Answer answer = (await Client.GetAsync(path, authorization)).MustBe(401);
        Assert.Contains(answer.Headers("WWW-Authenticate"), value => value.StartsWith("Basic realm=", StringComparison.Ordinal));
    }
}
