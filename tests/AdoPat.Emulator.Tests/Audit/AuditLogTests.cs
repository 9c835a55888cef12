using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Administration;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Audit;

public class AuditLogTests(EmulatorFixture fixture) : AdministrationTest(fixture)
{
    private const string Log = "auditservice.dev.azure.com/contoso/_apis/audit/auditlog";


    [Fact]
    public async Task What_is_done_to_tokens_is_written_down()
    {
        string ben = await Client.SignInAsync(Ben);
        string first = (string)(await Client.CreateGoodAsync(ben, name: "first"))["authorizationId"]!;
        string second = (string)(await Client.CreateGoodAsync(ben, name: "second"))["authorizationId"]!;
        (await Client.UpdateAsync(ben, $$"""{"authorizationId":"{{first}}","displayName":"renamed"}""")).MustBe(200);
        (await Client.RevokeAsync(ben, first)).MustBe(204);
        (await RevokeAsync($$"""[{"authorizationId":"{{second}}"},{"authorizationId":"{{first}}"}]""")).MustBe(204);

        IReadOnlyList<JsonNode> entries = await EntriesAsync();

        Assert.Equal(
            [
                "Token.PatRevokeEvent second Ada Lovelace", "Token.PatRevokeEvent renamed Ben Nassar", "Token.PatUpdateEvent renamed Ben Nassar",
                "Token.PatCreateEvent second Ben Nassar", "Token.PatCreateEvent first Ben Nassar",
            ],
            entries.Select(entry => $"{(string?)entry["actionId"]} {(string?)entry["data"]!["DisplayName"]} {(string?)entry["actorDisplayName"]}"));
        JsonNode newest = entries[0];
        Assert.Equal("Personal Access Token \"second\" was revoked.", (string?)newest["details"]);
        Assert.Equal(("Token", "remove", Ada), ((string?)newest["area"], (string?)newest["category"], (string?)newest["actorUPN"]));
        Assert.Equal("Ben Nassar", (string?)newest["data"]!["OwnerName"]);
        Assert.DoesNotContain("Token.", string.Join(' ', (await EntriesAsync("fabrikam")).Select(entry => (string?)entry["actionId"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ssh_keys_have_events_of_their_own()
    {
        await SeedAsync($$"""{"tokens":[{"owner":"{{Ben}}","displayName":"laptop","organizations":["contoso"],"isPublic":true}]}""");

        (await RevokeAsync(Ids(await TokensOfBenAsync("isPublic=true")), "isPublic=true")).MustBe(204);

        Assert.Equal("SSH Key \"laptop\" was revoked.", (string?)Assert.Single(await EntriesAsync())["details"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_leaked_token_is_revoked_by_the_service_unless_the_tenant_forbids_it(bool enabled)
    {
        await SeedAsync($$"""{"tenants":[{"domain":"contoso.test","policies":{"revokeLeaked":{"enabled":{{(enabled ? "true" : "false")}} } } }]}""");
        JsonNode token = await Client.CreateGoodAsync(Authorization);

        (await Client.SendAsync(HttpMethod.Post, "_emulator/leaks", Body.Json($$"""{"authorizationId":"{{(string?)token["authorizationId"]}}"}"""))).MustBe(204);

        JsonNode[] entries = [.. (await EntriesAsync()).Where(entry => entry["actorUPN"] is null)];
        Assert.Equal(
            enabled ? ["Token.PatPublicDiscoveryEvent", "Token.PatSystemRevokeEvent"] : ["Token.PatPublicDiscoveryEvent"],
            entries.Select(entry => (string)entry["actionId"]!).Order());
        Assert.All(entries, entry => Assert.Contains("\"a token\" associated with user \"Ada Lovelace\"", (string?)entry["details"]));
        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic((string)token["token"]!))).MustBe(enabled ? 203 : 200);
    }

    [Fact]
    public async Task A_leak_of_nothing_is_refused() =>
        (await Client.SendAsync(HttpMethod.Post, "_emulator/leaks", Body.Json($$"""{"authorizationId":"{{Guid.Empty}}"}"""))).MustBe(400);

    [Fact]
    public async Task An_expiry_is_an_event_once_it_has_come()
    {
        await Client.CreateGoodAsync(Authorization, name: "short");
        await MoveClockAsync("+31d");
        Authorization = await Client.SignInAsync(Ada);

        JsonNode expiry = (await EntriesAsync(query: "")).Single(entry => (string?)entry["details"] == "Personal Access Token \"short\" expired.");

        Assert.Equal("Token.PatExpiredEvent", (string?)expiry["actionId"]);
        Assert.Equal((string?)expiry["id"], (string?)(await EntriesAsync(query: "")).Single(entry => (string?)entry["details"] == (string?)expiry["details"])["id"]);
    }

    [Fact]
    public async Task Batches_lead_to_every_entry_once()
    {
        IEnumerable<string> entries = Enumerable.Range(0, 25).Select(number =>
            $$"""{"organization":"contoso","actionId":"Token.PatCreateEvent","actor":"{{Ben}}","timestamp":"-{{number / 3}}m","data":{"DisplayName":"{{number}}"} }""");
        await SeedAsync($$"""{"auditEvents":[{{string.Join(',', entries)}}]}""");
        List<string> names = [];
        string next = "";
        bool hasMore = true;
        while (hasMore)
        {
            JsonNode batch = (await Client.GetAsync($"{Log}?{Version}&batchSize=10&skipAggregation=true&{Since("-1h")}{next}", Authorization)).MustBe(200).Json;
            names.AddRange(batch["decoratedAuditLogEntries"]!.AsArray().Select(entry => (string)entry!["data"]!["DisplayName"]!));
            hasMore = (bool)batch["hasMore"]!;
            next = $"&continuationToken={Uri.EscapeDataString((string?)batch["continuationToken"] ?? "")}";
        }

        Assert.Equal(25, names.Distinct().Count());
        Assert.Equal(25, names.Count);
    }

    [Fact]
    public async Task A_time_can_be_asked_for_and_three_months_are_kept()
    {
        await SeedAsync(
            """
            {"auditEvents":[
              {"organization":"contoso","actionId":"Token.PatCreateEvent","timestamp":"-91d","data":{"DisplayName":"lost"}},
              {"organization":"contoso","actionId":"Token.PatCreateEvent","timestamp":"-3d","data":{"DisplayName":"three"}},
              {"organization":"contoso","actionId":"Git.RepositoryCreated","timestamp":"-2d","details":"A repository was created."},
              {"organization":"contoso","actionId":"Token.PatCreateEvent","timestamp":"-1d","data":{"DisplayName":"one"}}]}
            """);

        Assert.Equal(["A repository was created."], (await EntriesAsync(query: $"{Since("-60h")}&{Since("-36h").Replace("startTime", "endTime", StringComparison.Ordinal)}")).Select(entry => (string)entry["details"]!));
        Assert.DoesNotContain("\"lost\"", string.Concat((await EntriesAsync(query: "")).Select(entry => (string?)entry["details"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_auditing_nothing_is_written()
    {
        await SeedAsync($$"""{"organizations":[{"name":"contoso","administrators":["{{Ada}}"],"auditing":false}]}""");
        await Client.CreateGoodAsync(Authorization);

        Assert.Empty(await EntriesAsync());
    }

    [Theory]
    [InlineData("startTime=yesterday")]
    [InlineData("batchSize=0")]
    [InlineData("continuationToken=x")]
    public async Task A_parameter_that_cannot_be_is_refused(string query) =>
        (await Client.GetAsync($"{Log}?{Version}&{query}", Authorization)).MustFailWith(400, "ArgumentException");

    [Fact]
    public async Task Who_may_not_read_it_is_told_the_permission()
    {
        Answer answer = await Client.GetAsync($"{Log}?{Version}", await Client.SignInAsync(Ben));

        Assert.Contains("View audit log", (string?)answer.MustFailWith(403, "AccessCheckException").Json["message"]);
    }

    [Theory]
    [InlineData("{\"auditEvents\":[{\"organization\":\"nowhere\",\"actionId\":\"Token.PatCreateEvent\"}]}", "nowhere")]
    [InlineData("{\"auditEvents\":[{\"organization\":\"contoso\",\"actionId\":\"Token.PatCreateEvent\",\"actor\":\"nobody@contoso.test\"}]}", "nobody@contoso.test")]
    public async Task An_entry_of_nobody_and_nowhere_is_refused(string seed, string named) =>
        Assert.Contains(named, (await Client.SendAsync(HttpMethod.Post, "_emulator/seed", Body.Json(seed))).MustBe(400).Text, StringComparison.Ordinal);

    private static string Since(string time) =>
        $"startTime={DateTime.UtcNow.AddHours(double.Parse(time.TrimEnd('h'), System.Globalization.CultureInfo.InvariantCulture)):yyyy-MM-ddTHH:mm:ss}Z";

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(string organization = "contoso", string? query = null)
    {
        Answer answer = await Client.GetAsync($"{Log.Replace("contoso", organization, StringComparison.Ordinal)}?{Version}&{query ?? Since("-1h")}", Authorization);
        return [.. answer.MustBe(200).Json["decoratedAuditLogEntries"]!.AsArray().Select(entry => entry!)];
    }
}
