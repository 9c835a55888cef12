using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>Calls of tokens/pats.</summary>
internal static class PatCalls
{
    public const string Version = "api-version=7.2-preview.1";

    public static Task<Answer> ListAsync(this EmulatorClient client, string authorization, string query = "displayFilterOption=all") =>
        client.GetAsync($"{EmulatorClient.Pats}?{query}&{Version}", authorization);

    public static Task<Answer> GetPatAsync(this EmulatorClient client, string authorization, string id) =>
        client.GetAsync($"{EmulatorClient.Pats}?authorizationId={id}&{Version}", authorization);

    public static Task<Answer> CreateAsync(this EmulatorClient client, string authorization, string json, string organization = "contoso") =>
        client.SendAsync(HttpMethod.Post, $"vssps.dev.azure.com/{organization}/_apis/tokens/pats?{Version}", Body.Json(json), authorization);

    public static Task<Answer> UpdateAsync(this EmulatorClient client, string authorization, string json) =>
        client.SendAsync(HttpMethod.Put, $"{EmulatorClient.Pats}?{Version}", Body.Json(json), authorization);

    public static Task<Answer> RevokeAsync(this EmulatorClient client, string authorization, string id, string organization = "contoso") =>
        client.SendAsync(HttpMethod.Delete, $"vssps.dev.azure.com/{organization}/_apis/tokens/pats?authorizationId={id}&{Version}", null, authorization);

    /// <summary>Creates a token that nothing speaks against.</summary>
    public static async Task<JsonNode> CreateGoodAsync(this EmulatorClient client, string authorization, string scope = "vso.code", string name = "a token") =>
        (await client.CreateAsync(authorization, $$"""{"displayName":"{{name}}","scope":"{{scope}}","allOrgs":false}""")).MustBe(200).Json["patToken"]!;
}
