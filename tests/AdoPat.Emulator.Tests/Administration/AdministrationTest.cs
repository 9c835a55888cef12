using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;

namespace AdoPat.Emulator.Tests.Administration;

/// <summary>A test in which Ada, an administrator, deals with the tokens of others.</summary>
public abstract class AdministrationTest(EmulatorFixture fixture) : SignedInTest(fixture)
{
    protected const string TokenAdmin = "vssps.dev.azure.com/contoso/_apis/tokenadmin";
    protected const string Version = "api-version=7.2-preview.1";

    /// <summary>Ben's descriptor, as the identities tell it.</summary>
    protected async Task<string> DescriptorAsync(string user = Ben)
    {
        Answer found = await Client.GetAsync($"vssps.dev.azure.com/contoso/_apis/identities?searchFilter=General&filterValue={user}", Authorization);
        return (string)found.MustBe(200).Json["value"]![0]!["subjectDescriptor"]!;
    }

    /// <summary>A page of a user's tokens.</summary>
    protected Task<Answer> ListAsync(string descriptor, string query = "", string? authorization = null) =>
        Client.GetAsync($"{TokenAdmin}/personalaccesstokens/{descriptor}?{Version}&{query}", authorization ?? Authorization);

    /// <summary>Ben's tokens in contoso.</summary>
    protected async Task<IReadOnlyList<JsonNode>> TokensOfBenAsync(string query = "") =>
        [.. (await ListAsync(await DescriptorAsync(), query)).MustBe(200).Json["value"]!.AsArray().Select(token => token!)];

    /// <summary>Revokes tokens of whomever.</summary>
    protected Task<Answer> RevokeAsync(string json, string query = "isPublic=false", string? authorization = null) =>
        Client.SendAsync(HttpMethod.Post, $"{TokenAdmin}/revocations?{Version}&{query}", Body.Json(json), authorization ?? Authorization);

    /// <summary>Makes a revocation rule.</summary>
    protected Task<Answer> AddRuleAsync(string json, string? authorization = null) =>
        Client.SendAsync(HttpMethod.Post, $"{TokenAdmin}/revocationrules?{Version}", Body.Json(json), authorization ?? Authorization);

    /// <summary>The body that revokes tokens.</summary>
    protected static string Ids(IEnumerable<JsonNode> tokens) => "[" + string.Join(',', tokens.Select(token => $$"""{"authorizationId":"{{(string?)token["authorizationId"]}}"}""")) + "]";

    /// <summary>The names of tokens, sorted.</summary>
    protected static IEnumerable<string> NamesOf(IEnumerable<JsonNode> tokens) => tokens.Select(token => (string)token["displayName"]!).Order();
}
