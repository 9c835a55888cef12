using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Contract;

/// <summary>What goes over the wire, in both directions, is what Microsoft describes.</summary>
public class ContractTests(Emulator emulator) : EmulatorTest(emulator)
{
    [SpecificationFact]
    public async Task Every_request_for_tokens_and_every_answer_is_as_described()
    {
        Swagger description = Swagger.Load("tokens");
        await DoEverythingAsync();

        List<RecordedRequest> requests = [.. await Emulator.TokenRequestsAsync()];

        AssertFits(description, requests);
        Assert.Equal(
            ["Pats_Create", "Pats_Get", "Pats_List", "Pats_Revoke", "Pats_Update"],
            requests.Select(request => Operation(description, request).Id).Distinct().Order());
        Assert.Contains(requests, request => request.Query.Contains("continuationToken=", StringComparison.Ordinal));
        Assert.All(requests, request => Assert.Equal(Operation(description, request).ApiVersion, SwaggerOperation.QueryOf(request)["api-version"]));
    }

    [SpecificationFact]
    public async Task Every_refusal_of_a_token_is_as_described()
    {
        Swagger description = Swagger.Load("tokens");
        PatClient client = await ClientAsync();
        await Assert.ThrowsAsync<AdoPatException>(() => client.CreateAsync(Contoso, new PatCreation { Name = " ", Scope = ["x"], ValidTo = DateTimeOffset.UtcNow }));
        await Assert.ThrowsAsync<AdoPatException>(() => client.CreateAsync(Contoso, new PatCreation { Name = "x", Scope = ["x"], ValidTo = DateTimeOffset.UtcNow }));

        IReadOnlyList<RecordedRequest> requests = await Emulator.TokenRequestsAsync();

        Assert.Equal(2, requests.Count);
        AssertFits(description, requests);
    }

    [SpecificationFact]
    public async Task An_answer_of_the_older_version_is_as_described_too()
    {
        Swagger description = Swagger.Load("tokens");
        await Emulator.BehaveAsync(new { newestApiVersion = "7.1" });
        await DoEverythingAsync();

        AssertFits(description, (await Emulator.TokenRequestsAsync()).Where(request => request.Status != 400));
    }

    [SpecificationFact]
    public async Task Every_request_of_an_administrator_and_every_answer_is_as_described()
    {
        Swagger description = Swagger.Load("tokenAdmin");
        await Emulator.SeedAsync(new { tokens = new[] { new { owner = Ben, displayName = "many", organizations = new List<string> { Contoso }, count = 120 } } });
        AdoPatSession session = await ConnectAsync();
        UserTokenSearch search = new(session);
        AdoUser ben = await search.FindUserAsync(Contoso, Ben);
        List<PersonalAccessToken> tokens = [];
        await foreach (IReadOnlyList<PersonalAccessToken> page in search.FindPagesAsync(Contoso, ben, new PatQuery(), includeSshKeys: true))
        {
            tokens.AddRange(page);
        }

        UserTokenRevocation revocation = new(session);
        await revocation.RevokeAsync(Contoso, tokens);
        await new TokenAdministrationClient(session).AddRevocationRuleAsync(Contoso, ["vso.code", "vso.packaging"], DateTimeOffset.UtcNow);

        List<RecordedRequest> requests =
            [.. (await Emulator.RequestsAsync()).Where(request => request.Path.Contains("/_apis/tokenadmin/", StringComparison.Ordinal)).Select(WithZones)];

        AssertFits(description, requests);
        Assert.Equal(
            ["Personal Access Tokens_List", "Revocation Rules_Create", "Revocations_Revoke Authorizations"],
            requests.Select(request => Operation(description, request).Id).Distinct().Order());
        Assert.Contains(requests, request => request.Query.Contains("continuationToken=", StringComparison.Ordinal));
        Assert.All(requests, request => Assert.Equal(Operation(description, request).ApiVersion, SwaggerOperation.QueryOf(request)["api-version"]));
    }

    [SpecificationFact]
    public async Task The_requests_for_organizations_and_their_answers_are_as_described()
    {
        EmulatorTokens tokens = await SignInAsync();
        await new OrganizationClient(SessionOf(tokens)).ListAsync();
        List<RecordedRequest> requests = [.. (await Emulator.RequestsAsync()).Where(request => request.Host == ServiceHosts.GlobalSps)];

        Assert.Equal(2, requests.Count);

        // The service tells these three too, which the description leaves out.
        await AssertFitsAsync(Swagger.Load("profile"), requests[0], tokens, answer => Without(answer!, "displayName", "publicAlias", "emailAddress"));

        // The description says "an array"; the service puts every array into an object, as it does for all its lists.
        await AssertFitsAsync(Swagger.Load("accounts"), requests[1], tokens, answer => answer!["value"]!.DeepClone());
    }

    [SpecificationFact]
    public void The_check_finds_what_is_wrong()
    {
        Swagger description = Swagger.Load("tokens");
        RecordedRequest list = new("GET", ServiceHosts.Sps, "/contoso/_apis/tokens/pats", "?api-version=7.2-preview.1&$top=x&displayFilterOption=some&page=2", 200, null, null, null, null, JsonNode.Parse(
            """{"continuationToken":5,"patTokens":[{"validTo":"2026-01-01","targetAccounts":["x"],"secret":true}]}"""));
        RecordedRequest create = list with { Method = "POST", Query = "?api-version=7.2-preview.1", RequestBody = JsonNode.Parse("""{"displayName":1,"allOrgs":"no","lifetime":3}"""), ResponseBody = JsonNode.Parse("""{"patTokenError":"other"}""") };

        Assert.Equal(
            [
                "Pats_List: the parameter $top is Undefined 'x', no integer int32",
                "Pats_List: the parameter displayFilterOption is 'some', which is none of the values it can have",
                "Pats_List: the parameter page is not in the description",
                "Pats_List: the answer.continuationToken is Number '5', no string ",
                "Pats_List: the answer.patTokens[0].validTo is String '2026-01-01', no string date-time",
                "Pats_List: the answer.patTokens[0].targetAccounts[0] is String 'x', no string uuid",
                "Pats_List: the answer.patTokens[0].secret is not in the description",
            ],
            Flaws(description, list));
        Assert.Equal(
            [
                "Pats_Create: the body.displayName is Number '1', no string ",
                "Pats_Create: the body.allOrgs is String 'no', no boolean ",
                "Pats_Create: the body.lifetime is not in the description",
                "Pats_Create: the answer.patTokenError is 'other', which is none of the values it can have",
            ],
            Flaws(description, create));
    }

    private static SwaggerOperation Operation(Swagger description, RecordedRequest request) =>
        description.Operations.Where(operation => operation.IsAskedBy(request)).OrderBy(operation => operation.Path.EndsWith('?')).FirstOrDefault()
            ?? throw new InvalidOperationException($"{request.Method} {request.Host}{request.Path}{request.Query} is not in the description.");

    private static IEnumerable<string> Flaws(Swagger description, RecordedRequest request)
    {
        SwaggerOperation operation = Operation(description, request);
        return operation.CheckRequest(request).Concat(operation.CheckAnswer(request.ResponseBody));
    }

    private static void AssertFits(Swagger description, IEnumerable<RecordedRequest> requests) =>
        Assert.Empty(requests.SelectMany(request => Flaws(description, request)));

    // The journal has the bodies of tokens/pats only: this asks once more.
    private async Task AssertFitsAsync(Swagger description, RecordedRequest request, EmulatorTokens tokens, Func<JsonNode?, JsonNode?> unwrap)
    {
        using HttpRequestMessage again = new(HttpMethod.Get, $"/{request.Host}{request.Path}{request.Query}");
        again.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await tokens.GetTokenAsync(new(), CancellationToken.None)).Value);
        using HttpResponseMessage answer = await Emulator.Client.SendAsync(again);
        JsonNode? body = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
        AssertFits(description, [request with { ResponseBody = unwrap(body) }]);
        Assert.Equal(Operation(description, request).ApiVersion, SwaggerOperation.QueryOf(request)["api-version"]);
    }

    // The description says date-time; its own example leaves the zone out, and so does the service.
    private static RecordedRequest WithZones(RecordedRequest request)
    {
        foreach (JsonNode? token in request.ResponseBody?["value"] as JsonArray ?? [])
        {
            token!["validFrom"] = token["validFrom"] + "Z";
            token["validTo"] = token["validTo"] + "Z";
        }

        return request;
    }

    private static JsonNode Without(JsonNode answer, params string[] names)
    {
        Array.ForEach(names, name => Assert.True(answer.AsObject().Remove(name)));
        return answer;
    }

    private async Task DoEverythingAsync()
    {
        await Emulator.SeedAsync(new { tokens = new[] { new { owner = Ada, displayName = "many", organizations = new List<string> { Contoso }, count = 120 } } });
        PatClient client = await ClientAsync();
        foreach (PatState state in Enum.GetValues<PatState>())
        {
            await ReadAsync(client.ListAsync(Contoso, state));
        }

        IssuedPersonalAccessToken token = await client.CreateAsync(Contoso, NewPat());
        await client.GetAsync(Contoso, token.AuthorizationId);
        await client.UpdateAsync(token, new PatChange { Name = "renamed" });
        await client.RevokeAsync(Contoso, token.AuthorizationId);
    }
}
