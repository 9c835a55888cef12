using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class PatRevokeTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public async Task A_revoked_token_is_of_no_use_but_stays_listed()
    {
        string authorization = await Client.SignInAsync(Ada);
        JsonNode token = await Client.CreateGoodAsync(authorization);
        string id = (string)token["authorizationId"]!;

        Answer answer = (await Client.RevokeAsync(authorization, id)).MustBe(204);

        Assert.Empty(answer.Bytes);
        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic((string)token["token"]!))).MustBe(203);
        Assert.Contains(id, (await Client.ListAsync(authorization, "displayFilterOption=revoked")).Text);
    }

    [Theory]
    [InlineData(200, 404, 404)]
    [InlineData(204, 204, 204)]
    public async Task The_status_of_the_first_and_the_second_time_can_be_switched(int first, int again, int expected)
    {
        await SwitchAsync($$"""{"revokeStatus":{{first}},"revokeAgainStatus":{{again}}}""");
        string authorization = await Client.SignInAsync(Ada);
        string id = (string)(await Client.CreateGoodAsync(authorization))["authorizationId"]!;

        (await Client.RevokeAsync(authorization, id)).MustBe(first);
        (await Client.RevokeAsync(authorization, id)).MustBe(expected);
    }

    [Fact]
    public async Task A_token_of_another_user_or_organization_is_not_found()
    {
        string id = (string)(await Client.CreateGoodAsync(await Client.SignInAsync(Ada)))["authorizationId"]!;

        (await Client.RevokeAsync(await Client.SignInAsync(Ben), id)).MustFailWith(404, "SessionTokenNotFoundException");
        (await Client.RevokeAsync(await Client.SignInAsync(Ada), id, "fabrikam")).MustFailWith(404, "SessionTokenNotFoundException");
        (await Client.RevokeAsync(await Client.SignInAsync(Ada), Guid.NewGuid().ToString())).MustFailWith(404, "SessionTokenNotFoundException");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task An_id_that_is_none_is_refused(string id) =>
        (await Client.RevokeAsync(await Client.SignInAsync(Ada), id)).MustFailWith(400, "ArgumentException");
}
