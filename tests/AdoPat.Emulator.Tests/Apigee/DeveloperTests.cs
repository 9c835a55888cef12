using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Apigee;

public class DeveloperTests(EmulatorFixture fixture) : EdgeTest(fixture)
{
    [Theory]
    [InlineData("/developers/ben@contoso.test")]
    [InlineData("/developers/ben%40contoso.test")]
    [InlineData("/developers/bN4xQ7wKd2VsT9hR")]
    public async Task A_developer_is_found_by_e_mail_address_and_id(string path)
    {
        JsonNode developer = (await GetAsync(path)).MustBe(200).Json;

        Assert.Equal(EndUser, (string?)developer["developerId"]);
        Assert.Equal("weather", (string?)developer["apps"]![0]);
        Assert.Equal("myorg", (string?)developer["organizationName"]);
    }

    [Fact]
    public async Task Developers_and_apps_are_listed_short_and_in_full()
    {
        Assert.Equal([Ben, "dana+apps@myorg.test"], (await GetAsync("/developers")).Json.AsArray().Select(email => (string)email!));
        Assert.Equal(2, (await GetAsync("/developers?expand=true")).Json["developer"]!.AsArray().Count);
        Assert.Equal(["till and stock", "token-admin"], (await GetAsync("/developers/dana%2Bapps@myorg.test/apps")).Json.AsArray().Select(name => (string)name!));
        Assert.Equal(2, (await GetAsync("/developers/dana%2Bapps@myorg.test/apps?expand=true")).Json["app"]!.AsArray().Count);
        Assert.Equal(3, (await GetAsync("/apps")).Json.AsArray().Count);
        Assert.Equal(3, (await GetAsync("/apps?expand=true&status=approved")).Json["app"]!.AsArray().Count);
        Assert.Empty((await GetAsync("/apps?status=revoked")).Json.AsArray());
    }

    [Fact]
    public async Task An_app_is_found_by_developer_and_name_and_by_id()
    {
        JsonNode byName = (await GetAsync("/developers/dana%2Bapps@myorg.test/apps/till%20and%20stock")).MustBe(200).Json;
        JsonNode byId = (await GetAsync("/apps/" + (string?)byName["appId"])).MustBe(200).Json;

        Assert.True(JsonNode.DeepEquals(byName, byId));
        Assert.Equal("emulator-till-key", (string?)byId["credentials"]![0]!["consumerKey"]);
        MustFail(await GetAsync("/developers/nobody@x.test/apps/weather"), 404, "developer.service.DeveloperIdDoesNotExist");
        MustFail(await GetAsync($"/developers/{Ben}/apps/nothing"), 404, "developer.service.AppDoesNotExist");
        MustFail(await GetAsync("/apps/nothing"), 404, "developer.service.AppDoesNotExist");
    }
}
