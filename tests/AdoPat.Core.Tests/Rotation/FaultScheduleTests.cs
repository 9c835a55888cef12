using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>
/// Random rotations under random faults and kills: whatever happens, nobody is locked out, and when the faults have ended and
/// everything was resumed, one token is left, and everybody has it.
/// </summary>
public class FaultScheduleTests(Emulator emulator) : EmulatorTest(emulator)
{
    private const int Schedules = 1008;
    private const int Lanes = 8;
    private const int SchedulesPerLane = 18;

    // A failure is replayed by the seed that its message shows.
    private const string SeedVariable = "ADOPAT_ROTATION_SEED";

    [Fact]
    public async Task Whatever_fails_or_is_killed_one_token_is_left_and_everybody_has_it()
    {
        // Tens of thousands of flushes to a busy disk would take longer than everything else.
        string memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        string folder = Path.Combine(memory, "adopat-schedules-" + Guid.NewGuid().ToString("N"));
        int first = Random.Shared.Next();
        bool isReplay = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out int seed);
        int[] seeds = isReplay ? [seed] : [.. Enumerable.Range(0, Schedules).Select(number => unchecked(first + number))];
        List<string> failures = [];
        FaultScheduleTally tally = new();
        try
        {
            foreach (int[] batch in seeds.Chunk(Lanes * SchedulesPerLane))
            {
                failures.AddRange(await RunAsync(batch, folder, tally));
            }
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {seeds.Length} schedules failed. {SeedVariable} replays one.\n{string.Join("\n\n", failures.Take(3))}");
        if (!isReplay)
        {
            tally.AssertIsVaried();
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(int[] seeds, string folder, FaultScheduleTally tally)
    {
        await Emulator.ResetAsync();
        EmulatorTokens tokens = await SignInAsync();
        int hours = new Random(seeds[0]).Next(-3, 4);
        await Emulator.MoveClockAsync($"{(hours < 0 ? "-" : "+")}{Math.Abs(hours)}h");
        FaultSchedule[][] lanes = [.. seeds.Chunk((seeds.Length + Lanes - 1) / Lanes).Select(lane =>
        {
            TestClock clock = new();
            AdoPatSession session = SessionOf(tokens, organization: null, clock);
            return lane.Select(seed => new FaultSchedule(seed, Emulator, session, clock, Path.Combine(folder, seed.ToString("x8", null)), tally)).ToArray();
        })];
        FaultSchedule[] all = [.. lanes.SelectMany(lane => lane)];
        await Emulator.SeedAsync(new
        {
            organizations = all.Select(schedule => new { name = schedule.Organization, administrators = new[] { Ada } }),
            tokens = all.Select(schedule => schedule.OldToken),
        });
        await Emulator.FailAsync([.. all.SelectMany(schedule => schedule.ServiceFaults)]);

        await InLanesAsync(lanes, schedule => schedule.RunWithFaultsAsync());
        await Emulator.ForgetFaultsAsync();
        await InLanesAsync(lanes, schedule => schedule.FinishAsync());
        JsonObject state = await Emulator.StateAsync();
        ILookup<string, JsonObject> active = state["tokens"]!.AsArray().Select(token => token!.AsObject())
            .Where(token => !(bool)token["revoked"]! && (DateTimeOffset)token["validTo"]! > DateTimeOffset.UtcNow.AddHours(hours))
            .Where(token => token["organizations"] is not null)
            .ToLookup(token => (string)token["organizations"]![0]!);
        return [.. all.Select(schedule => schedule.Problem([.. active[schedule.Organization]])).OfType<string>()];
    }

    private static Task InLanesAsync(FaultSchedule[][] lanes, Func<FaultSchedule, Task> work) =>
        Task.WhenAll(lanes.Select(lane => Task.Run(async () =>
        {
            foreach (FaultSchedule schedule in lane)
            {
                await UntilDoneAsync(schedule, work(schedule));
            }
        })));

    // A connection that is cut may take the answer to another request with it. The time limit of that request passes
    // then, which it does by itself with a clock that runs.
    private static async Task UntilDoneAsync(FaultSchedule schedule, Task work)
    {
        for (int quiet = 0; await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(15))) != work; quiet++)
        {
            Assert.True(quiet < 12, $"A schedule hangs. {schedule.Story}");
            schedule.LetRequestsTimeOut();
        }

        await work;
    }
}
