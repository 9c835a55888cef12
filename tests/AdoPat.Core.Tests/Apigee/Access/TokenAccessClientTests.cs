using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Apigee.Access;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Access;

/// <summary>Between the question of a change and its answer there may be minutes.</summary>
public class TokenAccessClientTests(Emulator emulator) : ApigeeTest(emulator)
{
    private const string Search = "features.isOAuth2TokenSearchEnabled";
    private const string Revocation = "features.isOAuthRevokeEnabled";

    [Fact]
    public async Task What_others_change_until_it_is_written_stays()
    {
        await SetAsync(("changed", "before"), ("deleted", "x"));
        TokenAccessClient client = new(await ConnectApigeeAsync());
        TokenAccessChange change = await client.PlanAsync(isEnabled: true);
        await SetAsync(("changed", "after"), ("added", "y"));

        await client.ApplyAsync(change);

        Assert.Equal(["changed=after", "added=y", $"{Search}=true", $"{Revocation}=true"], await PropertiesAsync());
    }

    [Fact]
    public async Task What_others_have_done_by_then_is_not_written_again()
    {
        TokenAccessClient client = new(await ConnectApigeeAsync());
        TokenAccessChange change = await client.PlanAsync(isEnabled: true);
        await SetAsync((Search, "true"), (Revocation, "true"));

        ApigeeTokenAccess access = await client.ApplyAsync(change);

        Assert.True(access.IsSearchEnabled && access.IsRevocationEnabled);
        Assert.DoesNotContain(await Emulator.RequestsAsync(), request => request.Method == "POST" && request.Path.EndsWith("/" + MyOrg, StringComparison.Ordinal));
    }

    private async Task SetAsync(params (string Name, string Value)[] properties)
    {
        JsonNode organization = await OrganizationAsync();
        organization["properties"] = new JsonArray([.. properties.Select(property => new JsonObject { ["name"] = property.Name, ["value"] = property.Value })]);
        await Emulator.SeedAsync(new { apigeeOrganizations = new[] { organization } });
    }

    private async Task<string[]> PropertiesAsync() =>
        [.. (await OrganizationAsync())["properties"]!.AsArray().Select(property => $"{property!["name"]}={property["value"]}")];

    private async Task<JsonNode> OrganizationAsync() => (await Emulator.StateAsync())["apigeeOrganizations"]![0]!.DeepClone();
}
