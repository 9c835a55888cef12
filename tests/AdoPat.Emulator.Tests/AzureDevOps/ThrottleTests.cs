using System;
using System.Globalization;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class ThrottleTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Rules = """{"throttling":{"budget":5,"delayedUnits":2,"delayMilliseconds":30,"windowSeconds":300}}""";

    [Fact]
    public async Task Answers_carry_no_limits_when_there_is_no_budget()
    {
        Answer answer = (await Client.ListAsync(await Client.SignInAsync(Ada))).MustBe(200);

        Assert.Null(answer.Header("X-RateLimit-Limit"));
    }

    [Fact]
    public async Task A_caller_is_warned_then_delayed_then_blocked_and_others_are_not()
    {
        await SwitchAsync(Rules);
        string ada = await Client.SignInAsync(Ada);

        for (int request = 1; request <= 4; request++)
        {
            Assert.Null((await Client.ListAsync(ada)).MustBe(200).Header("X-RateLimit-Limit"));
        }

        Answer warned = (await Client.ListAsync(ada)).MustBe(200);
        Assert.Equal(("5", "0"), (warned.Header("X-RateLimit-Limit"), warned.Header("X-RateLimit-Remaining")));
        Assert.Null(warned.Header("Retry-After"));

        for (int request = 6; request <= 7; request++)
        {
            Answer delayed = (await Client.ListAsync(ada)).MustBe(200);
            Assert.Equal("0.03", delayed.Header("X-RateLimit-Delay"));
            Assert.Equal("0", delayed.Header("X-RateLimit-Remaining"));
            Assert.InRange(int.Parse(delayed.Header("Retry-After")!, CultureInfo.InvariantCulture), 290, 300);
            Assert.InRange(long.Parse(delayed.Header("X-RateLimit-Reset")!, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddMinutes(6).ToUnixTimeSeconds());
        }

        Answer blocked = (await Client.ListAsync(ada)).MustBe(429);
        Assert.StartsWith("TF400733: The request has been canceled", (string?)blocked.Json["message"]);
        Assert.NotNull(blocked.Header("Retry-After"));
        (await Client.ListAsync(await Client.SignInAsync(Ben))).MustBe(200);
    }

    [Fact]
    public async Task Who_waits_as_long_as_the_headers_say_is_served()
    {
        await SwitchAsync("""{"throttling":{"budget":5,"delayedUnits":2,"delayMilliseconds":30,"windowSeconds":6}}""");
        await MoveClockAsync("2026-06-01T00:00:00Z");
        string ada = await Client.SignInAsync(Ada);
        for (int request = 1; request <= 7; request++)
        {
            (await Client.ListAsync(ada)).MustBe(200);
        }

        long reset = long.Parse((await Client.ListAsync(ada)).MustBe(429).Header("X-RateLimit-Reset")!, CultureInfo.InvariantCulture);
        await MoveClockAsync(DateTimeOffset.FromUnixTimeSeconds(reset).ToString("o"));

        (await Client.ListAsync(ada)).MustBe(200);
    }

    [Fact]
    public async Task The_window_slides_on()
    {
        await SwitchAsync(Rules);
        await SwitchAsync("""{"accessTokenSeconds":86400}""");
        string ada = await Client.SignInAsync(Ada);
        for (int request = 1; request <= 7; request++)
        {
            (await Client.ListAsync(ada)).MustBe(200);
        }

        (await Client.ListAsync(ada)).MustBe(429);
        await MoveClockAsync("+301s");

        Assert.Null((await Client.ListAsync(ada)).MustBe(200).Header("X-RateLimit-Limit"));
    }

    [Fact]
    public async Task A_blocked_request_changes_nothing()
    {
        string ada = await Client.SignInAsync(Ada);
        await SwitchAsync("""{"throttling":{"budget":0,"delayedUnits":0}}""");

        (await Client.CreateAsync(ada, """{"displayName":"blocked","scope":"vso.code"}""")).MustBe(429);

        Assert.DoesNotContain("blocked", (await Client.GetAsync("_emulator/state")).Json["tokens"]!.ToJsonString());
    }
}
