using System;
using System.Diagnostics;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Control;

/// <summary>A request that a fault holds back is seen meanwhile, so that a test can kill whoever waits for its answer.</summary>
public class HeldRequestTests(EmulatorFixture fixture) : SignedInTest(fixture)
{
    private const string Wanted = """{"displayName":"held","scope":"vso.code"}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_goes_away_leaves_the_change_as_it_was_when_it_went(bool afterChange)
    {
        await FaultAsync($$"""{"name":"hold","method":"POST","path":"*/tokens/pats*","delayMilliseconds":60000,"afterChange":{{(afterChange ? "true" : "false")}}}""");
        EmulatorClient victim = new(Fixture.Server.Uri, Fixture.Server.Certificate);
        Task<Answer> held = victim.CreateAsync(Authorization, Wanted);

        string query = afterChange ? "fault=hold&carriedOut=true" : "fault=hold";
        JsonNode seen = Assert.Single(await RequestsAsync($"{query}&underWay=true&waitSeconds=30"))!;
        Assert.Equal(0, (int)seen["status"]!);
        Assert.Equal(afterChange, (bool?)seen["carriedOut"] ?? false);
        victim.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => held);
        JsonNode given = Assert.Single(await RequestsAsync("fault=hold&underWay=false&waitSeconds=30"))!;
        Assert.Equal(0, (int)given["status"]!);
        Assert.Equal(afterChange, (await Client.ListAsync(Authorization)).Text.Contains("\"held\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_ends_with_the_first_request_that_fits()
    {
        int before = (await RequestsAsync(""))[^1]!["number"]!.GetValue<int>();
        Task<JsonArray> waiting = RequestsAsync($"after={before}&method=get&host=DEV.azure.com&path=*/connectionData&waitSeconds=30");
        await Client.ListAsync(Authorization);
        await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData?one=1", Authorization);

        Assert.Equal("?one=1", (string?)Assert.Single(await waiting)!["query"]);
        Assert.Single(await RequestsAsync("path=*one=1"));
        Assert.Empty(await RequestsAsync("path=*one=2"));
    }

    [Fact]
    public async Task A_wait_for_what_does_not_come_ends_with_nothing()
    {
        Stopwatch watch = Stopwatch.StartNew();

        Assert.Empty(await RequestsAsync("fault=nothing&waitSeconds=0.2"));

        Assert.True(watch.ElapsedMilliseconds >= 190, $"It took {watch.ElapsedMilliseconds} ms.");
    }

    [Theory]
    [InlineData("methd=GET", "methd")]
    [InlineData("underWay=perhaps", "perhaps")]
    [InlineData("after=x", "x")]
    public async Task A_filter_with_a_typo_is_refused(string query, string named) =>
        Assert.Contains(named, (string?)(await Client.GetAsync("_emulator/requests?" + query)).MustBe(400).Json["error"]);

    private async Task<JsonArray> RequestsAsync(string query) => (await Client.GetAsync("_emulator/requests?" + query)).MustBe(200).Json.AsArray();

    private async Task FaultAsync(string rule) =>
        (await Client.SendAsync(HttpMethod.Post, "_emulator/faults", Body.Json($"[{rule}]"))).MustBe(200);
}
