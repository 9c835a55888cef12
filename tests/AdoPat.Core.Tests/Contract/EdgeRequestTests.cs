using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Access;
using AdoPat.Apigee.Developers;
using AdoPat.Apigee.Tokens;
using AdoPat.Core.Tests.Apigee;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Tests.Support;
using AdoPat.Tests.Support.Contract;
using Xunit;

namespace AdoPat.Core.Tests.Contract;

/// <summary>
/// What is sent to Apigee Edge is what its descriptions allow; where more has to be sent, it is named here, so that there is nothing else.
/// That the answers are as described, the emulator's own tests see.
/// </summary>
public class EdgeRequestTests(Emulator emulator) : ApigeeTest(emulator)
{
    private const string EndUser = "bN4xQ7wKd2VsT9hR";

    private static readonly Lazy<ApiDescription[]> Descriptions = new(
        () => [.. Directory.GetFiles(Repository.EdgeSpecifications, "*.yaml").Order().Select(file => ApiDescription.LoadYaml(Path.GetFileName(file)))]);

    [EdgeDescriptionFact]
    public async Task The_requests_for_tokens_are_as_described()
    {
        ApigeeSession session = await ConnectApigeeAsync();
        await EnableAsync(session);
        ApigeeTokenClient client = new(session);
        List<ApigeeToken> found = [];
        await foreach (IReadOnlyList<ApigeeToken> page in client.SearchPagesAsync(new TokenFilter(EndUser, null), pageSize: 2))
        {
            found.AddRange(page);
        }

        ApigeeToken token = await client.GetAsync(found[0].AccessToken);
        await client.RevokeAsync(token.AccessToken, cascade: true);
        await client.ApproveAsync(token.AccessToken, cascade: false);
        await client.RevokeAllAsync(new TokenFilter(EndUser, token.AppId), cascade: true);

        Assert.Equal(
            ["getOAuth20AccessToken", "getOAuth2AccessTokenEndUserAppId", "revokeOAuth20AccessTokenEndUserAppId", "updateOAuth2AccessToken"],
            await OperationsAsync("/oauth2/"));
        Assert.Contains(await Emulator.RequestsAsync(), request => request.Query.Contains("start=", StringComparison.Ordinal));
    }

    [EdgeDescriptionFact]
    public async Task The_requests_for_the_organization_are_as_described()
    {
        await EnableAsync(await ConnectApigeeAsync());

        JsonObject body = (await Emulator.RequestsAsync()).Single(request => request.Method == "POST").RequestBody!.AsObject();

        // The description has the properties only; others say that name and type must come along, and what is left out may be lost.
        Assert.Empty(ApiDescription.LoadYaml("organizations.yaml").Check(body, "Organization"));
        Assert.Equal(
            ["getOrganization", "updateOrganizationProperties"],
            await OperationsAsync("/organizations/myorg", sent => new JsonObject { ["properties"] = sent["properties"]!.DeepClone() }));
    }

    [EdgeDescriptionFact]
    public async Task The_requests_for_permissions_are_as_described()
    {
        TokenPermissionClient client = new(await ConnectApigeeAsync());
        await client.ListRolesAsync();
        await client.ApplyAsync(await client.PlanAdditionAsync("opsadmin"));
        await client.ApplyAsync(await client.PlanRemovalAsync("opsadmin"));

        Assert.Equal(
            ["addResourcePermissionsToRole", "deletePermissionForResource", "listPermissionsForResourcesAssoicatedRole", "listUserRoles"],
            await OperationsAsync("/userroles"));
    }

    [EdgeDescriptionFact]
    public async Task The_requests_for_developers_and_apps_are_as_described()
    {
        ApigeeSession session = await ConnectApigeeAsync();
        DeveloperClient developers = new(session);
        AppClient apps = new(session);
        await developers.GetAsync(Ben);
        await ReadAsync(developers.ListPagesAsync());
        ApigeeApp app = await apps.GetAsync(Ben, "weather");
        await apps.GetAsync(app.AppId);
        await apps.ListAsync(Ben);
        await ReadAsync(apps.ListPagesAsync());

        Assert.Equal(
            ["getApp", "getDeveloper", "getDeveloperApp", "listApps", "listDeveloperApps", "listDevelopers"],
            (await OperationsAsync("/developers")).Concat(await OperationsAsync("/apps")).Distinct().Order());
    }

    [EdgeDescriptionFact]
    public void The_check_finds_what_is_wrong()
    {
        Assert.Equal(
            ("addResourcePermissionsToRole", "the parameter path is not described. .more is not described. .path is not a string."),
            Check("POST", "/organizations/o/userroles/r/permissions", ["path"], new JsonObject { ["path"] = 1, ["more"] = 2 }));
        Assert.Equal(("listUserRoles", "there is a body, and none is described."), Check("GET", "/organizations/o/userroles", [], new JsonObject()));
        Assert.Throws<InvalidOperationException>(() => Check("PUT", "/organizations/o/userroles", [], null));
    }

    private static (string Operation, string Flaws) Check(string method, string path, IEnumerable<string> query, JsonNode? body)
    {
        (string operation, IReadOnlyList<string> flaws) = Descriptions.Value
            .Select(description => description.CheckRequest(method, path, query, body))
            .FirstOrDefault(found => found is not null) ?? throw new InvalidOperationException($"{method} {path} is in no description.");
        return (operation, string.Join(' ', flaws));
    }

    private static async Task EnableAsync(ApigeeSession session)
    {
        TokenAccessClient client = new(session);
        await client.ApplyAsync(await client.PlanAsync(isEnabled: true));
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages)
    {
        await foreach (IReadOnlyList<T> page in pages)
        {
            Assert.NotEmpty(page);
        }
    }

    // The operations that were asked for, sorted; there is nothing wrong with the requests.
    private async Task<IReadOnlyList<string>> OperationsAsync(string part, Func<JsonNode, JsonNode>? unwrap = null)
    {
        (RecordedRequest Request, string Operation, string Flaws)[] checks = [.. (await Emulator.RequestsAsync())
            .Where(request => request.Host == "apigee" && request.Path.Contains(part, StringComparison.Ordinal))
            .Select(request =>
            {
                IEnumerable<string> query = request.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]);
                (string operation, string flaws) = Check(request.Method, request.Path["/v1".Length..], query, request.RequestBody is { } body ? unwrap?.Invoke(body) ?? body : null);
                return (request, operation, flaws);
            })];
        Assert.Empty(checks.Where(check => check.Flaws.Length > 0).Select(check => $"{check.Operation}: {check.Flaws} {check.Request.Query} {check.Request.RequestBody}"));
        return [.. checks.Select(check => check.Operation).Distinct().Order(StringComparer.Ordinal)];
    }
}
