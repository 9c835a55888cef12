using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class OrganizationTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("GET", 302)]
    [InlineData("HEAD", 401)]
    public async Task An_organization_tells_its_tenant_to_anybody(string method, int status)
    {
        Answer answer = (await Client.SendAsync(new HttpMethod(method), "dev.azure.com/contoso")).MustBe(status);
        JsonNode tenant = (await Client.GetAsync("_emulator/state")).Json["tenants"]![0]!;

        Assert.Equal((string?)tenant["id"], answer.Header("X-VSS-ResourceTenant"));
        Assert.Equal($"Bearer authorization_uri=https://login.microsoftonline.com/{(string?)tenant["id"]}", answer.Header("WWW-Authenticate"));
        Assert.Equal("https://vssps.dev.azure.com/contoso/", answer.Header("X-VSS-AuthorizationEndpoint"));
    }

    [Fact]
    public async Task An_organization_of_Microsoft_accounts_has_no_tenant()
    {
        await SeedAsync("""{"organizations":[{"name":"hobby","tenant":"personal","members":["ada@contoso.test"]}]}""");

        Answer answer = (await Client.SendAsync(HttpMethod.Head, "dev.azure.com/hobby")).MustBe(401);

        Assert.Equal(Guid.Empty.ToString(), answer.Header("X-VSS-ResourceTenant"));
        Assert.DoesNotContain(answer.Headers("WWW-Authenticate"), value => value.StartsWith("Bearer", StringComparison.Ordinal));
        (await Client.GetAsync("vssps.dev.azure.com/hobby/_apis/tokens/pats", await Client.SignInAsync(Ada))).MustBe(203);
    }

    [Theory]
    [InlineData("dev.azure.com/nowhere")]
    [InlineData("dev.azure.com/nowhere/_apis/connectionData")]
    [InlineData("vssps.dev.azure.com/nowhere/_apis/tokens/pats")]
    public async Task An_organization_that_does_not_exist_is_not_found(string path)
    {
        Answer answer = (await Client.GetAsync(path, await Client.SignInAsync(Ada))).MustBe(404);

        Assert.Equal("text/plain", answer.MediaType);
        Assert.Contains("nowhere", answer.Header("X-TFS-ServiceError"));
    }

    [Fact]
    public async Task A_disabled_organization_answers_503_with_a_byte_order_mark()
    {
        await SeedAsync("""{"organizations":[{"name":"asleep","disabled":true,"members":["ada@contoso.test"]}]}""");

        Answer answer = await Client.GetAsync("vssps.dev.azure.com/asleep/_apis/tokens/pats", await Client.SignInAsync(Ada));

        answer.MustFailWith(503, "VssServiceException");
        Assert.Equal(new byte[] { 0xEF, 0xBB, 0xBF }, answer.Bytes.Take(3));
        Assert.StartsWith("TF24668: ", (string?)answer.Json["message"]);
        Assert.Contains("deactivated due to inactivity", (string?)answer.Json["message"]);
    }

    [Fact]
    public async Task An_address_that_is_not_there_says_so_in_plain_text()
    {
        Answer answer = (await Client.GetAsync("vssps.dev.azure.com/contoso/_apis/nonsense", await Client.SignInAsync(Ada))).MustBe(404);

        Assert.Contains("The controller for path", answer.Text);
        Assert.NotNull(answer.Header("X-TFS-ServiceError"));
    }

    [Theory]
    [InlineData("dev.azure.com/contoso/_apis", 3)]
    [InlineData("dev.azure.com/contoso/_apis/Core", 1)]
    [InlineData("dev.azure.com/contoso/_apis/nonsense", 0)]
    public async Task Client_libraries_find_the_resources(string path, int count)
    {
        JsonNode locations = (await Client.SendAsync(HttpMethod.Options, path)).MustBe(200).Json;

        Assert.Equal(count, (int)locations["count"]!);
        Assert.All(locations["value"]!.AsArray(), location => Assert.StartsWith("_apis/{resource}", (string?)location!["routeTemplate"]));
        Assert.Equal(0, (int)(await Client.GetAsync("dev.azure.com/contoso/_apis/resourceAreas")).MustBe(200).Json["count"]!);
    }

    [Fact]
    public async Task Every_answer_can_be_found_by_support()
    {
        string session = Guid.NewGuid().ToString();
        Answer answer = await Client.GetAsync(EmulatorClient.Pats, await Client.SignInAsync(Ada), ("X-TFS-Session", session));
        Answer refused = await Client.GetAsync(EmulatorClient.Pats, "Bearer not.a.token");
        Answer missing = await Client.GetAsync("vssps.dev.azure.com/contoso/_apis/nonsense");

        Assert.Equal(session, answer.Header("X-TFS-Session"));
        Assert.EndsWith(":" + Ada, answer.Header("X-VSS-UserData"));
        Assert.All(new[] { answer, refused, missing }, each =>
        {
            Assert.True(Guid.TryParse(each.Header("ActivityId"), out _));
            Assert.True(Guid.TryParse(each.Header("X-VSS-E2EID"), out _));
        });
        Assert.NotEqual(answer.Header("ActivityId"), refused.Header("ActivityId"));
        Assert.Null(refused.Header("X-VSS-UserData"));
    }
}
