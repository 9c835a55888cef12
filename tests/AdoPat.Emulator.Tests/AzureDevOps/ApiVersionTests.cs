using System.Net.Http;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class ApiVersionTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("7.2-preview.1")]
    [InlineData("7.2-preview")]
    [InlineData("7.1-preview.1")]
    [InlineData("7.0-preview.1")]
    [InlineData("6.1-preview.1")]
    public async Task Versions_under_preview_are_served(string version) => (await ListAsync(version)).MustBe(200);

    [Theory]
    [InlineData("7.2", "VssInvalidPreviewVersionException")]
    [InlineData("7.1", "VssInvalidPreviewVersionException")]
    [InlineData("7.2-preview.2", "VssInvalidPreviewVersionException")]
    [InlineData("7.3-preview.1", "VssVersionOutOfRangeException")]
    [InlineData("5.0-preview.1", "VssVersionOutOfRangeException")]
    [InlineData("9.0-preview.1", "VssVersionOutOfRangeException")]
    [InlineData("latest", "VssVersionOutOfRangeException")]
    public async Task Other_versions_are_refused(string version, string type) => (await ListAsync(version)).MustFailWith(400, type);

    [Fact]
    public async Task Version_7_2_can_be_taken_out_of_service()
    {
        await SwitchAsync("""{"newestApiVersion":"7.1"}""");

        (await ListAsync("7.2-preview.1")).MustFailWith(400, "VssVersionOutOfRangeException");
        (await ListAsync("7.1-preview.1")).MustBe(200);
    }

    [Fact]
    public async Task The_version_can_come_in_the_Accept_header()
    {
        string authorization = await Client.SignInAsync(Ada);

        (await Client.GetAsync(EmulatorClient.Pats, authorization, ("Accept", "application/json;api-version=7.2-preview.1"))).MustBe(200);
        (await Client.GetAsync(EmulatorClient.Pats, authorization, ("Accept", "application/json; api-version=7.2"))).MustFailWith(400, "VssInvalidPreviewVersionException");
    }

    [Fact]
    public async Task A_write_without_a_version_is_refused_and_a_read_is_not()
    {
        string authorization = await Client.SignInAsync(Ada);

        (await Client.GetAsync(EmulatorClient.Pats, authorization)).MustBe(200);
        (await Client.SendAsync(HttpMethod.Post, EmulatorClient.Pats, Body.Json("{}"), authorization)).MustFailWith(400, "VssVersionNotSpecifiedException");
    }

    [Theory]
    [InlineData("dev.azure.com/contoso/_apis/connectionData", "7.1", 400)]
    [InlineData("dev.azure.com/contoso/_apis/connectionData", "7.1-preview.1", 200)]
    [InlineData("app.vssps.visualstudio.com/_apis/profile/profiles/me", "7.2-preview.3", 200)]
    [InlineData("app.vssps.visualstudio.com/_apis/profile/profiles/me", "7.2", 400)]
    [InlineData("vssps.dev.azure.com/contoso/_apis/identities", "7.1", 200)]
    public async Task Every_resource_has_its_own_preview(string path, string version, int status) =>
        (await Client.GetAsync($"{path}?api-version={version}", await Client.SignInAsync(Ada))).MustBe(status);

    private async Task<Answer> ListAsync(string version) =>
        await Client.GetAsync($"{EmulatorClient.Pats}?displayFilterOption=all&api-version={version}", await Client.SignInAsync(Ada));
}
