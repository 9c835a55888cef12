using System;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Control;

public class FaultTests(EmulatorFixture fixture) : SignedInTest(fixture)
{
    private const string Wanted = """{"displayName":"made anyway","scope":"vso.code"}""";

    [Fact]
    public async Task The_nth_matching_request_is_answered_as_the_fault_says()
    {
        await FaultAsync("""{"name":"busy","method":"get","path":"*/_apis/tokens/pats*","nth":2,"status":503,"headers":{"Retry-After":"3"},"body":{"message":"busy"}}""");

        (await Client.ListAsync(Authorization)).MustBe(200);
        Answer busy = (await Client.ListAsync(Authorization)).MustBe(503);
        (await Client.ListAsync(Authorization)).MustBe(200);

        Assert.Equal("3", busy.Header("Retry-After"));
        Assert.Equal("busy", (string?)busy.Json["message"]);
        Assert.Equal("application/json", busy.MediaType);
        JsonArray requests = (await Client.GetAsync("_emulator/requests")).Json.AsArray();
        JsonNode hit = requests.Single(request => request!["fault"] is not null)!;
        Assert.Equal(("busy", 503), ((string?)hit["fault"], (int)hit["status"]!));
    }

    [Fact]
    public async Task A_fault_can_last_for_some_requests_or_for_ever()
    {
        await FaultAsync("""{"path":"*/connectionData","count":2,"status":500}""");
        const string Path = "dev.azure.com/contoso/_apis/connectionData";
        (await Client.GetAsync(Path, Authorization)).MustBe(500);
        (await Client.GetAsync(Path, Authorization)).MustBe(500);
        (await Client.GetAsync(Path, Authorization)).MustBe(200);

        await FaultAsync("""{"path":"*/connectionData","count":null,"status":500,"body":"<html>"}""");
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("<html>", (await Client.GetAsync(Path, Authorization)).MustBe(500).Text);
        }

        (await Client.SendAsync(HttpMethod.Delete, "_emulator/faults")).MustBe(204);
        (await Client.GetAsync(Path, Authorization)).MustBe(200);
    }

    [Fact]
    public async Task Requests_that_do_not_match_are_left_alone()
    {
        await FaultAsync("""{"method":"DELETE","status":500}""");
        await FaultAsync("""{"host":"login.microsoftonline.com","status":500}""");
        await FaultAsync("""{"path":"/fabrikam/*","status":500}""");
        await FaultAsync("""{"path":"*displayFilterOption=revoked*","status":418}""");

        (await Client.ListAsync(Authorization)).MustBe(200);
        (await Client.ListAsync(Authorization, "displayFilterOption=revoked")).MustBe(418);
    }

    [Fact]
    public async Task The_connection_can_be_cut_before_anything_was_changed()
    {
        await FaultAsync("""{"method":"POST","path":"*/pats*","cut":true}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.CreateAsync(Authorization, Wanted));

        Assert.Equal(0, await CountAsync());
        JsonNode cut = (await Client.GetAsync("_emulator/requests")).Json.AsArray()[^1]!;
        Assert.Equal(0, (int)cut["status"]!);
    }

    [Fact]
    public async Task The_connection_can_be_cut_after_the_change_was_made()
    {
        await FaultAsync("""{"method":"POST","path":"*/pats*","cut":true,"afterChange":true}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.CreateAsync(Authorization, Wanted));

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task An_answer_can_be_replaced_after_the_change_was_made()
    {
        await FaultAsync("""{"method":"POST","path":"*/pats*","status":502,"afterChange":true,"body":"Bad gateway"}""");

        Assert.Equal("Bad gateway", (await Client.CreateAsync(Authorization, Wanted)).MustBe(502).Text);

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task An_answer_can_be_late_after_the_change_was_made()
    {
        await FaultAsync("""{"method":"POST","path":"*/pats*","delayMilliseconds":120,"afterChange":true,"headers":{"Retry-After":"1"}}""");

        Stopwatch watch = Stopwatch.StartNew();
        Answer answer = (await Client.CreateAsync(Authorization, Wanted)).MustBe(200);

        Assert.True(watch.ElapsedMilliseconds >= 115, $"It took {watch.ElapsedMilliseconds} ms.");
        Assert.Equal("made anyway", (string?)answer.Json["patToken"]!["displayName"]);
        Assert.Equal("1", answer.Header("Retry-After"));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task An_answer_can_be_late_and_have_more_headers()
    {
        await FaultAsync("""{"path":"*/pats*","delayMilliseconds":120,"headers":{"Retry-After":"1"}}""");

        Stopwatch watch = Stopwatch.StartNew();
        Answer answer = (await Client.ListAsync(Authorization)).MustBe(200);

        Assert.True(watch.ElapsedMilliseconds >= 115, $"It took {watch.ElapsedMilliseconds} ms.");
        Assert.Equal("1", answer.Header("Retry-After"));
    }

    [Fact]
    public async Task Sign_in_can_fail_too()
    {
        await FaultAsync("""{"path":"*/oauth2/v2.0/token","status":429,"headers":{"Retry-After":"60"}}""");

        Answer answer = await Client.PostFormAsync("organizations/oauth2/v2.0/token", ("client_id", "c"), ("grant_type", "refresh_token"));

        Assert.Equal("60", answer.MustBe(429).Header("Retry-After"));
    }

    [Fact]
    public async Task All_services_can_be_slow()
    {
        await SwitchAsync("""{"latencyMilliseconds":100}""");

        Stopwatch watch = Stopwatch.StartNew();
        await Client.ListAsync(Authorization);

        Assert.True(watch.ElapsedMilliseconds >= 95, $"It took {watch.ElapsedMilliseconds} ms.");
    }

    [Theory]
    [InlineData("""[{"staus":500}]""")]
    [InlineData("""{"status":500}""")]
    [InlineData("nonsense")]
    public async Task A_fault_with_a_typo_is_refused(string rules)
    {
        Answer answer = await Client.SendAsync(HttpMethod.Post, "_emulator/faults", Body.Json(rules));

        Assert.NotEqual("", (string?)answer.MustBe(400).Json["error"]);
    }

    private async Task FaultAsync(string rule) =>
        (await Client.SendAsync(HttpMethod.Post, "_emulator/faults", Body.Json($"[{rule}]"))).MustBe(200);

    private async Task<int> CountAsync() => (await Client.GetAsync("_emulator/state")).Json["tokens"]!.AsArray()
        .Count(token => string.Equals((string?)token!["displayName"], "made anyway", StringComparison.Ordinal));
}
