using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Two who rotate the same tokens at once.</summary>
public class ParallelRotationTests(Emulator emulator) : RotationTest(emulator)
{
    [Fact]
    public async Task Of_two_that_rotate_the_same_20_tokens_each_token_is_rotated_by_one()
    {
        await Emulator.SeedAsync(new
        {
            tokens = new[] { new { owner = Ada, displayName = "job", count = 20, scope = "vso.code", organizations = new List<string> { Contoso }, validTo = "+9d" } },
        });
        List<PersonalAccessToken> old = [.. (await ReadAsync(Client.ListAsync(Contoso, PatState.Active))).Where(token => token.Name.StartsWith("job", StringComparison.Ordinal))];
        Dictionary<string, TestDestination> places = old.ToDictionary(token => token.Name, token => Holder(token.Name, held: null));

        string[][] outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(async number =>
        {
            Rotator rotator = new(await ConnectAsync(), Journal, new TestDestinations([.. places.Values]));
            return await Task.WhenAll((number == 0 ? old : Enumerable.Reverse(old)).Select(token => OutcomeAsync(rotator, token, places[token.Name])));
        }));

        Assert.Equal(20, outcomes.SelectMany(outcome => outcome).Count(outcome => outcome == nameof(RotationState.Done)));
        Assert.Equal(20, outcomes.SelectMany(outcome => outcome).Count(outcome => outcome == ErrorIds.RotationIncomplete));
        Assert.Equal(20, Journal.Read().Rotations.Count(rotation => rotation.State == RotationState.Done));
        foreach ((string name, TestDestination place) in places)
        {
            Assert.Equal(1, place.Writes);
            Assert.Equal(place.Held, (string)Assert.Single(await ActiveAsync(name))["token"]!);
        }
    }

    [Fact]
    public async Task Two_lost_creations_of_the_same_name_do_not_take_each_others_token()
    {
        PersonalAccessToken twin = await AddTwinAsync();
        TestDestination one = Holder("one"), two = Holder("two");
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", count = 2, cut = true, afterChange = true });
        await Task.WhenAll(RotatorTo(one, two).RotateAsync(PlanOf(Old, [one])), RotatorTo(one, two).RotateAsync(PlanOf(twin, [two])));
        Assert.Equal(4, (await ActiveAsync()).Count);

        foreach (AdoPatRotation rotation in RotatorTo(one, two).Due())
        {
            Assert.Equal(RotationState.Done, (await RotatorTo(one, two).ResumeAsync(rotation)).State);
        }

        Assert.Equal(
            new[] { one.Held!, two.Held! }.Order(StringComparer.Ordinal),
            (await ActiveAsync()).Select(token => (string)token["token"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_looks_for_what_is_open_keeps_nobody_from_it()
    {
        TestDestination vault = Holder();
        vault.Interfere = what => _ = what == "after write" ? throw new KilledException(what) : 0;
        await Assert.ThrowsAsync<KilledException>(() => RotatorTo(vault).RotateAsync(PlanOf(Old, [vault])));
        vault.Interfere = null;
        IDisposable looking = Journal.TryLock(OnlyRecord())!;

        Clock.HoldsAll = true;
        Task<AdoPatRotationResult> resumed = RotatorTo(vault).ResumeAsync(OnlyRotation());
        looking.Dispose();
        Clock.HoldsAll = false;
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(RotationState.Done, (await resumed).State);
    }

    [Fact]
    public async Task What_the_journal_cannot_read_is_warned_of()
    {
        TestDestination vault = Holder();
        Assert.Equal(RotationState.Done, (await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]))).State);
        string file = Path.Combine(Journal.Folder, Guid.NewGuid() + ".json");
        File.WriteAllText(file, "{");

        Assert.Empty(RotatorTo(vault).Due());

        Assert.Contains(file, Assert.Single(Steps.Warnings), StringComparison.Ordinal);
    }

    private RotationRecord OnlyRecord() => Assert.Single(Journal.Load());

    private static async Task<string> OutcomeAsync(Rotator rotator, PersonalAccessToken token, TestDestination place)
    {
        try
        {
            return (await rotator.RotateAsync(PlanOf(token, [place]))).State.ToString();
        }
        catch (AdoPatException refused)
        {
            return refused.ErrorId;
        }
    }

    private async Task<PersonalAccessToken> AddTwinAsync()
    {
        Guid id = Guid.NewGuid();
        await Emulator.SeedAsync(new
        {
            tokens = new[] { new { authorizationId = id, owner = Ada, displayName = "deploy", scope = "vso.code", organizations = new List<string> { Contoso }, validTo = "+20d" } },
        });
        return await Client.GetAsync(Contoso, id);
    }
}
