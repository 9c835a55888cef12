using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;

namespace AdoPat.Emulator.Tests.Apigee;

/// <summary>A test of Apigee Edge, in which Ada is the administrator of myorg.</summary>
public abstract class EdgeTest(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    protected const string Root = "root@myorg.test";
    protected const string Ops = "ops@myorg.test";
    protected const string Org = "apigee/v1/organizations/myorg";
    protected const string Gateway = "myorg-test.apigee.net";
    protected const string EndUser = "bN4xQ7wKd2VsT9hR";
    protected const string Features =
        """{"name":"features.isOAuthRevokeEnabled","value":"true"},{"name":"features.isOAuth2TokenSearchEnabled","value":"true"}""";

    /// <summary>The header with which somebody calls the management API.</summary>
    protected static string As(string email, string password = "emulator-password") =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{password}"));

    /// <summary>Reads from the organization.</summary>
    protected Task<Answer> GetAsync(string path, string user = Ada, string? accept = null) =>
        Client.GetAsync(Org + path, As(user), accept is null ? [] : [("Accept", accept)]);

    /// <summary>Sends to the organization.</summary>
    protected Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string user = Ada, string? accept = null) => Client.SendAsync(
        method,
        Org + path,
        body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(body.StartsWith('<') ? "application/xml" : "application/json")),
        As(user),
        accept is null ? [] : [("Accept", accept)]);

    /// <summary>Posts to the organization.</summary>
    protected Task<Answer> PostAsync(string path, string? body = null, string user = Ada, string? accept = null) => SendAsync(HttpMethod.Post, path, body, user, accept);

    /// <summary>Switches the search and the revocation on, and keeps the other properties.</summary>
    protected async Task EnableAsync()
    {
        string before = string.Concat((await GetAsync("")).Json["properties"]!["property"]!.AsArray().Select(property => property!.ToJsonString() + ","));
        (await PostAsync("", Having(before + Features))).MustBe(200);
    }

    /// <summary>The body that gives an organization properties.</summary>
    protected static string Having(string properties) => $$$"""{"properties":{"property":[{{{properties}}}]}}""";

    /// <summary>Sets switches of Apigee Edge.</summary>
    protected Task SwitchEdgeAsync(string json) => SwitchAsync($$"""{"apigee":{{json}}}""");

    /// <summary>A page of a search.</summary>
    protected Task<Answer> SearchAsync(string query, string user = Ada) => GetAsync("/oauth2/search?" + query, user);

    /// <summary>The id of an app.</summary>
    protected async Task<string> AppIdAsync(string developer = Ben, string name = "weather") =>
        (string)(await GetAsync($"/developers/{Uri.EscapeDataString(developer)}/apps/{Uri.EscapeDataString(name)}")).MustBe(200).Json["appId"]!;

    /// <summary>The details of a token.</summary>
    protected async Task<JsonNode> DetailsAsync(string token) => (await GetAsync("/oauth2/accesstokens/" + token)).MustBe(200).Json;

    /// <summary>Fails unless this is the error of the management API with a given code.</summary>
    protected static void MustFail(Answer answer, int status, string code)
    {
        answer.MustBe(status);
        Xunit.Assert.Equal(code, (string?)answer.Json["code"]);
        Xunit.Assert.Empty(answer.Json["contexts"]!.AsArray());
    }

    /// <summary>Adds a token whose value is known.</summary>
    protected Task AddTokenAsync(string value, string more = "") =>
        SeedAsync($$"""{"apigeeTokens":[{"organization":"myorg","app":"weather","token":"{{value}}"{{(more.Length > 0 ? "," + more : "")}}}]}""");
}
