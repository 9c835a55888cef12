using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Administration;
using AdoPat.Emulator.Tests.Running;
using AdoPat.Tests.Support.Contract;
using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>What administrators send and get, held against Microsoft's own description.</summary>
public class TokenAdministrationContractTests(EmulatorFixture fixture) : AdministrationTest(fixture)
{
    private const string Path = "/{organization}/_apis/tokenadmin/";

    [DescriptionFact]
    public async Task A_list_is_as_described()
    {
        ApiDescription description = Description();
        await SeedAsync(
            $$"""
            {"tokens":[{"owner":"{{Ben}}","displayName":"everywhere","global":true},{"owner":"{{Ben}}","displayName":"key","organizations":["contoso"],"isPublic":true}]}
            """);
        string descriptor = await DescriptorAsync();

        Answer[] lists = [await ListAsync(descriptor, "pageSize=2"), await ListAsync(descriptor), await ListAsync(descriptor, "isPublic=true")];

        Assert.All(lists, list => Assert.Empty(description.Check(list.MustBe(200).Json, "TokenAdminPagedSessionTokens")));
        Assert.NotNull(lists[0].Json["continuationToken"]);
        Assert.Equal(description.PropertiesOf("SessionToken"), lists[1].Json["value"]![0]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
    }

    [DescriptionFact]
    public async Task The_journal_holds_what_can_be_checked()
    {
        ApiDescription description = Description();
        IReadOnlyList<JsonNode> tokens = await TokensOfBenAsync();
        (await RevokeAsync(Ids(tokens))).MustBe(204);
        (await AddRuleAsync("""{"scopes":"vso.code","createdBefore":"2018-07-18T00:51:26.5557358-07:00"}""")).MustBe(201);

        JsonArray requests = (await Client.GetAsync("_emulator/requests?path=*/tokenadmin/*")).Json.AsArray();

        Assert.Empty(description.Check(requests[0]!["responseBody"], "TokenAdminPagedSessionTokens"));
        Assert.Equal(tokens.Count, requests[1]!["requestBody"]!.AsArray().Count);
        Assert.All(requests[1]!["requestBody"]!.AsArray(), item => Assert.Empty(description.Check(item, "TokenAdminRevocation")));
        Assert.Empty(description.Check(requests[2]!["requestBody"], "TokenAdminRevocationRule"));
    }

    [DescriptionFact]
    public void The_parameters_are_those_that_are_described()
    {
        ApiDescription description = Description();

        Assert.Equal(
            ["api-version", "continuationToken", "isPublic", "pageSize"],
            description.QueryOf("paths", Path + "personalaccesstokens/{subjectDescriptor}", "get").Order(StringComparer.Ordinal));
        Assert.Equal(["api-version", "isPublic"], description.QueryOf("paths", Path + "revocations", "post").Order(StringComparer.Ordinal));
        Assert.Equal(["api-version"], description.QueryOf("paths", Path + "revocationrules", "post"));
    }

    [DescriptionFact]
    public async Task The_statuses_are_those_that_are_described()
    {
        string ben = await Client.SignInAsync(Ben);
        string descriptor = await DescriptorAsync();
        const string Rule = """{"scopes":"vso.code"}""";

        AssertDescribed(
            "personalaccesstokens/{subjectDescriptor}",
            "get",
            [await ListAsync(descriptor), await ListAsync(Ben), await ListAsync(descriptor, authorization: ben), await ListAsync("aad.bm9ib2R5")]);
        AssertDescribed(
            "revocations",
            "post",
            [await RevokeAsync(Ids(await TokensOfBenAsync())), await RevokeAsync("[]"), await RevokeAsync("[]", authorization: ben)]);
        AssertDescribed("revocationrules", "post", [await AddRuleAsync(Rule), await AddRuleAsync("{}"), await AddRuleAsync(Rule, ben)]);
    }

    private static void AssertDescribed(string path, string method, IEnumerable<Answer> answers) => Assert.Equal(
        Description().StatusesOf(Path + path, method).Order(StringComparer.Ordinal),
        answers.Select(answer => answer.Status.ToString(CultureInfo.InvariantCulture)));

    private static ApiDescription Description() => ApiDescription.Load("tokenAdmin.json", timesHaveZone: false);
}
