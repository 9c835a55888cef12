using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Administration;

public class SessionTokenListTests(EmulatorFixture fixture) : AdministrationTest(fixture)
{
    [Fact]
    public async Task An_administrator_sees_the_tokens_of_a_user_in_the_organization()
    {
        await SeedAsync($$"""{"tokens":[{"owner":"{{Ben}}","displayName":"global","global":true},{"owner":"{{Ben}}","displayName":"past","organizations":["contoso"],"validTo":"-1d"}]}""");

        IReadOnlyList<JsonNode> tokens = await TokensOfBenAsync();

        Assert.Equal(["ben's laptop", "global", "past", "test reports"], NamesOf(tokens));
        Assert.Equal(["past"], NamesOf(tokens.Where(token => !(bool)token["isValid"]!)));
        JsonNode everywhere = tokens.Single(token => (string?)token["displayName"] == "global");
        Assert.Null(everywhere["targetAccounts"]);
        Assert.Null(everywhere["token"]);
        Assert.DoesNotContain("Z", (string)everywhere["validTo"]!, StringComparison.Ordinal);
        Assert.NotNull(everywhere["crossCompanyCorrelatingId"]);
    }

    [Fact]
    public async Task Version_7_1_has_no_correlating_id()
    {
        JsonNode list = (await Client.GetAsync($"{TokenAdmin}/personalaccesstokens/{await DescriptorAsync()}?api-version=7.1-preview.1", Authorization)).MustBe(200).Json;

        Assert.False(list["value"]![0]!.AsObject().ContainsKey("crossCompanyCorrelatingId"));
    }

    [Fact]
    public async Task Pages_lead_to_every_token_once_even_when_tokens_are_revoked_between_them()
    {
        await SwitchAsync("""{"revokedTokensAreListed":false}""");
        await SeedAsync($$"""{"tokens":[{"owner":"{{Ben}}","displayName":"many","organizations":["contoso"],"count":250}]}""");
        string descriptor = await DescriptorAsync();
        List<JsonNode> tokens = [];
        string next = "";
        do
        {
            JsonNode page = (await ListAsync(descriptor, $"pageSize=100{next}")).MustBe(200).Json;
            JsonNode[] value = [.. page["value"]!.AsArray().Select(token => token!)];
            tokens.AddRange(value);
            (await RevokeAsync(Ids(value))).MustBe(204);
            next = page["continuationToken"] is { } token ? $"&continuationToken={Guid.Parse((string)token!)}" : "";
        }
        while (next.Length > 0);

        Assert.Equal(252, tokens.DistinctBy(token => (string?)token["authorizationId"]).Count());
        Assert.Equal(252, tokens.Count);
        Assert.Empty(await TokensOfBenAsync());
    }

    [Fact]
    public async Task A_page_has_at_most_a_hundred_tokens_and_as_many_when_nothing_is_said()
    {
        await SeedAsync($$"""{"tokens":[{"owner":"{{Ben}}","displayName":"many","organizations":["contoso"],"count":150}]}""");

        Assert.Equal(100, (await TokensOfBenAsync()).Count);
        Assert.Equal(100, (await TokensOfBenAsync("pageSize=2000")).Count);
        Assert.Equal(7, (await TokensOfBenAsync("pageSize=7")).Count);
    }

    [Theory]
    [InlineData("pageSize=0")]
    [InlineData("pageSize=x")]
    [InlineData("continuationToken=x")]
    [InlineData("isPublic=maybe")]
    public async Task A_parameter_that_cannot_be_is_refused(string query) => (await ListAsync(await DescriptorAsync(), query)).MustFailWith(400, "ArgumentException");

    [Theory]
    [InlineData("ben@contoso.test", 400, "ArgumentException")]
    [InlineData("aad.bm9ib2R5", 404, "IdentityNotFoundException")]
    public async Task A_user_who_is_not_there_is_told_from_a_descriptor_that_is_none(string descriptor, int status, string type) =>
        (await ListAsync(descriptor)).MustFailWith(status, type);

    [Fact]
    public async Task A_user_of_another_organization_is_not_found()
    {
        string descriptor = await DescriptorAsync();
        await SeedAsync($$"""{"organizations":[{"name":"contoso","administrators":["{{Ada}}"]}]}""");

        (await ListAsync(descriptor)).MustFailWith(404, "IdentityNotFoundException");
    }

    [Fact]
    public async Task Who_is_no_administrator_is_told_the_permission()
    {
        string ben = await Client.SignInAsync(Ben);
        string descriptor = await DescriptorAsync();
        Answer[] answers = [await ListAsync(descriptor, authorization: ben), await RevokeAsync("[]", authorization: ben), await AddRuleAsync("{}", ben)];

        Assert.All(answers, answer => Assert.Contains("Project Collection Administrators", (string?)answer.MustFailWith(401, "AccessCheckException").Json["message"]));
    }

    [Fact]
    public async Task The_rights_of_the_access_token_count()
    {
        string descriptor = await DescriptorAsync();
        string right = await Client.SignInAsync(Ada, $"{EmulatorClient.AzureDevOps}/vso.tokenadministration openid");
        string other = await Client.SignInAsync(Ada, $"{EmulatorClient.AzureDevOps}/vso.pats openid");

        (await ListAsync(descriptor, authorization: right)).MustBe(200);
        (await ListAsync(descriptor, authorization: other)).MustBe(401);
    }

    [Theory]
    [InlineData("vso.tokenadministration", 200)]
    [InlineData("app_token", 200)]
    [InlineData("vso.code", 401)]
    public async Task A_personal_access_token_is_taken_too(string scope, int status)
    {
        string token = (string)(await Client.CreateGoodAsync(Authorization, scope))["token"]!;

        (await ListAsync(await DescriptorAsync(), authorization: EmulatorClient.Basic(token))).MustBe(status);
    }

    [Fact]
    public async Task Throttling_and_faults_are_as_everywhere()
    {
        string descriptor = await DescriptorAsync();
        await Client.SendAsync(System.Net.Http.HttpMethod.Post, "_emulator/faults", Body.Json("""[{"path":"*/tokenadmin/*","status":503}]"""));
        (await ListAsync(descriptor)).MustBe(503);
        await SwitchAsync("""{"throttling":{"budget":0,"delayedUnits":0}}""");

        (await ListAsync(descriptor)).MustFailWith(429, "RequestBlockedException");
    }
}
