using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Projects;

public class VariableGroupTests(EmulatorFixture fixture) : SignedInTest(fixture)
{
    private const string Version = "api-version=7.2-preview.2";
    private const string InProject = "dev.azure.com/contoso/shop/_apis/distributedtask/variablegroups";

    [Fact]
    public async Task One_secret_is_replaced_and_the_other_is_kept()
    {
        JsonNode token = await Client.CreateGoodAsync(Authorization);
        JsonNode group = await FindAsync("build secrets");
        Assert.Null(group["variables"]!["azurePat"]!["value"]);
        Assert.Equal("Release", (string?)group["variables"]!["configuration"]!["value"]);
        group["variables"]!["azurePat"]!["value"] = token["token"]!.DeepClone();
        group["somethingNew"] = true;

        Answer answer = (await PutAsync(group)).MustBe(200);

        Assert.DoesNotContain((string)token["token"]!, answer.Text);
        Assert.DoesNotContain((string)token["token"]!, (await FindAsync("build secrets")).ToJsonString());
        Assert.True((bool)(await FindAsync("build secrets"))["somethingNew"]!);
        Assert.Equal(["azurePat active", "signingKey "], await HeldAsync());
        Assert.Equal("not a token", (string?)(await StoredAsync("build secrets"))["variables"]!["signingKey"]!["value"]);
    }

    [Fact]
    public async Task A_variable_that_is_left_out_is_gone()
    {
        JsonNode group = await FindAsync("build secrets");
        group["variables"]!.AsObject().Remove("signingKey");

        (await PutAsync(group)).MustBe(200);

        Assert.Equal(["azurePat "], await HeldAsync());
    }

    [Fact]
    public async Task A_group_that_is_linked_to_a_key_vault_takes_no_values()
    {
        JsonNode group = await FindAsync("vault secrets");
        Assert.Equal("AzureKeyVault", (string?)group["type"]);
        (await PutAsync(group)).MustBe(200);
        group["variables"]!["azurePat"]!["value"] = "canary";

        Assert.Contains("key vault", (string?)(await PutAsync(group)).MustFailWith(400, "ArgumentException").Json["message"]);

        group["type"] = "Vsts";
        (await PutAsync(group)).MustFailWith(400, "ArgumentException");
        Assert.DoesNotContain("canary", (await Client.GetAsync("_emulator/state")).Text);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("variables")]
    [InlineData("variableGroupProjectReferences")]
    public async Task A_body_without_what_is_needed_is_refused_and_changes_nothing(string missing)
    {
        JsonNode before = await FindAsync("build secrets");
        JsonNode group = before.DeepClone();
        group.AsObject().Remove(missing);

        (await PutAsync(group)).MustFailWith(400, "ArgumentNullException");

        Assert.True(JsonNode.DeepEquals(before, await FindAsync("build secrets")));
    }

    [Fact]
    public async Task One_that_is_not_there_is_read_as_null_and_cannot_be_replaced()
    {
        JsonNode group = await FindAsync("build secrets");

        Assert.Equal("null", (await Client.GetAsync($"{InProject}/99?{Version}", Authorization)).MustBe(200).Text);
        group["id"] = 99;
        (await PutAsync(group)).MustFailWith(404, "VariableGroupNotFoundException");
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("&groupName=BUILD%20secrets", 1)]
    [InlineData("&groupName=*secrets", 2)]
    [InlineData("&groupName=build", 0)]
    public async Task A_name_narrows_a_list_down(string query, int count) =>
        Assert.Equal(count, (int)(await Client.GetAsync($"{InProject}?{Version}{query}", Authorization)).MustBe(200).Json["count"]!);

    [Theory]
    [InlineData("vso.variablegroups_read", 200, 401)]
    [InlineData("vso.variablegroups_write", 200, 401)]
    [InlineData("vso.variablegroups_manage", 200, 200)]
    [InlineData("vso.serviceendpoint_manage", 401, 401)]
    public async Task A_personal_access_token_needs_the_scope(string scope, int read, int write)
    {
        JsonNode group = await FindAsync("build secrets");
        string token = EmulatorClient.Basic((string)(await Client.CreateGoodAsync(Authorization, scope))["token"]!);

        (await Client.GetAsync($"{InProject}?{Version}", token)).MustBe(read);
        (await PutAsync(group, token)).MustBe(write);
    }

    [Fact]
    public async Task A_cut_before_the_change_leaves_it_and_one_after_it_does_not()
    {
        JsonNode group = await FindAsync("build secrets");
        foreach ((string kept, string afterChange) in new[] { ("Release", "false"), ("Debug", "true") })
        {
            group["variables"]!["configuration"]!["value"] = "Debug";
            (await Client.SendAsync(
                HttpMethod.Post,
                "_emulator/faults",
                Body.Json($$"""[{"method":"PUT","path":"*/distributedtask/variablegroups/*","cut":true,"afterChange":{{afterChange}}}]"""))).MustBe(200);

            await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync(group));

            Assert.Equal(kept, (string?)(await FindAsync("build secrets"))["variables"]!["configuration"]!["value"]);
        }
    }

    private async Task<JsonNode> FindAsync(string name)
    {
        Answer list = (await Client.GetAsync($"{InProject}?groupName={Uri.EscapeDataString(name)}&{Version}", Authorization)).MustBe(200);
        JsonNode found = Assert.Single(list.Json["value"]!.AsArray())!;
        JsonNode one = (await Client.GetAsync($"{InProject}/{(int)found["id"]!}?{Version}", Authorization)).MustBe(200).Json;
        Assert.Null(found["variableGroupProjectReferences"]);
        found["variableGroupProjectReferences"] = one["variableGroupProjectReferences"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(found, one));
        return one;
    }

    private Task<Answer> PutAsync(JsonNode group, string? authorization = null) => Client.SendAsync(
        HttpMethod.Put,
        $"dev.azure.com/contoso/_apis/distributedtask/variablegroups/{(int)group["id"]!}?{Version}",
        Body.Json(group.ToJsonString()),
        authorization ?? Authorization);

    private async Task<string[]> HeldAsync() => [.. (await Client.GetAsync("_emulator/secrets")).MustBe(200).Json.AsArray()
        .Where(held => (string?)held!["name"] == "build secrets")
        .Select(held => $"{(string?)held!["field"]} {(string?)held["status"]}")];

    private async Task<JsonNode> StoredAsync(string name) => (await Client.GetAsync("_emulator/state")).MustBe(200).Json["variableGroups"]!.AsArray()
        .Single(group => (string?)group!["definition"]!["name"] == name)!["definition"]!;
}
