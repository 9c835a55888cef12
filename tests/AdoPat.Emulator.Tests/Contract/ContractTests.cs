using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Tests.Running;
using AdoPat.Tests.Support.Contract;
using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>What goes over the wire, held against Microsoft's own descriptions of the APIs.</summary>
public class ContractTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [DescriptionFact]
    public async Task Answers_of_tokens_pats_are_as_described()
    {
        ApiDescription description = ApiDescription.Load("tokens.json");
        string authorization = await Client.SignInAsync(Ada);

        Answer created = await Client.CreateAsync(authorization, """{"displayName":"a","scope":"vso.code","allOrgs":false}""");
        string id = (string)created.Json["patToken"]!["authorizationId"]!;
        Answer[] results =
        [
            created,
            await Client.GetPatAsync(authorization, id),
            await Client.UpdateAsync(authorization, $$"""{"authorizationId":"{{id}}","displayName":"b"}"""),
            await Client.CreateAsync(authorization, """{"displayName":"","scope":"vso.code"}"""),
            await Client.CreateAsync(authorization, """{"displayName":"a","scope":"vso.code","allOrgs":true}"""),
        ];
        Answer list = await Client.ListAsync(authorization, "displayFilterOption=all&$top=5");

        Assert.All(results, result => Assert.Empty(description.Check(result.MustBe(200).Json, "PatTokenResult")));
        Assert.Empty(description.Check(list.MustBe(200).Json, "PagedPatTokens"));
        Assert.Equal(5, list.Json["patTokens"]!.AsArray().Count);
        Assert.True(list.Json["patTokens"]![0]!.AsObject().Count == 7);
    }

    [DescriptionFact]
    public void Every_error_that_the_emulator_gives_is_described()
    {
        IReadOnlyList<string> described = ApiDescription.Load("tokens.json").EnumOf("PatTokenResult", "patTokenError");

        foreach (PatError error in Enum.GetValues<PatError>())
        {
            string written = System.Text.Json.JsonSerializer.Serialize(error, Json.Wire).Trim('"');
            Assert.Contains(written, described);
        }
    }

    [DescriptionFact]
    public async Task Requests_that_are_as_described_are_understood()
    {
        ApiDescription description = ApiDescription.Load("tokens.json");
        IReadOnlyList<string> list = description.QueryOf("x-ms-paths", "/{organization}/_apis/tokens/pats?", "get");
        Assert.Equal(["$top", "api-version", "continuationToken", "displayFilterOption", "isSortAscending", "sortByOption"], list.Order(StringComparer.Ordinal));
        JsonNode body = JsonNode.Parse("""{"displayName":"a","scope":"vso.code","validTo":"2026-12-01T00:00:00Z","allOrgs":false}""")!;
        Assert.Empty(description.Check(body, "PatTokenCreateRequest"));
        await MoveClockAsync("2026-11-22T00:00:00Z");

        JsonNode created = (await Client.CreateAsync(await Client.SignInAsync(Ada), body.ToJsonString())).MustBe(200).Json["patToken"]!;

        Assert.Equal("2026-12-01T00:00:00Z", (string?)created["validTo"]);
    }

    [DescriptionFact]
    public async Task The_journal_holds_what_can_be_checked()
    {
        ApiDescription description = ApiDescription.Load("tokens.json");
        string authorization = await Client.SignInAsync(Ada);
        JsonNode token = await Client.CreateGoodAsync(authorization);
        await Client.UpdateAsync(authorization, $$"""{"authorizationId":"{{(string?)token["authorizationId"]}}","scope":"vso.build"}""");

        JsonArray requests = (await Client.GetAsync("_emulator/requests")).Json.AsArray();

        JsonNode create = requests.Single(request => (string?)request!["method"] == "POST" && request["requestBody"] is not null)!;
        Assert.Empty(description.Check(create["requestBody"], "PatTokenCreateRequest"));
        Assert.Empty(description.Check(create["responseBody"], "PatTokenResult"));
        JsonNode update = requests.Single(request => (string?)request!["method"] == "PUT")!;
        Assert.Empty(description.Check(update["requestBody"], "PatTokenUpdateRequest"));
    }

    [DescriptionFact]
    public async Task Organizations_are_as_described()
    {
        string authorization = await Client.SignInAsync(Ada);
        string me = (string)(await Client.GetAsync("app.vssps.visualstudio.com/_apis/profile/profiles/me", authorization)).Json["id"]!;

        JsonNode accounts = (await Client.GetAsync($"app.vssps.visualstudio.com/_apis/accounts?memberId={me}", authorization)).MustBe(200).Json;

        Assert.All(accounts["value"]!.AsArray(), account => Assert.Empty(ApiDescription.Load("accounts.json").Check(account, "Account")));
    }

    [DescriptionFact]
    public void The_check_finds_what_is_wrong()
    {
        ApiDescription description = ApiDescription.Load("tokens.json");
        JsonNode wrong = JsonNode.Parse("""{"patTokenError":"nonsense","extra":1,"patToken":{"validTo":"2026-01-01T00:00:00","authorizationId":"x","targetAccounts":"y"}}""")!;

        Assert.Equal(5, description.Check(wrong, "PatTokenResult").Count);
    }
}
