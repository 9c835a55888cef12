using System;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>A token whose rotation was cut off is rotated again, with other destinations than before.</summary>
public class ChangedDestinationTests(Emulator emulator) : RotationTest(emulator)
{
    [Fact]
    public async Task Before_any_place_can_hold_the_secret_those_that_are_named_now_count()
    {
        TestDestination vault = Holder(), file = Holder("file");
        await LoseTheAnswerAsync(PlanOf(Old, [vault]));

        AdoPatRotationResult result = await RotatorTo(vault, file).RotateAsync(PlanOf(Old, [file]));

        Assert.Equal(RotationState.Done, result.State);
        await AssertOnlyOneIsLeftAsync(file);
        Assert.Equal(OldSecret, vault.Held);
        Assert.Empty(Steps.Warnings);
    }

    [Fact]
    public async Task A_destination_is_written_although_the_first_try_had_none()
    {
        TestDestination vault = Holder();
        await LoseTheAnswerAsync(PlanOf(Old, []));

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]), Keep);

        Assert.Equal(RotationState.Done, result.State);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task When_a_place_holds_the_secret_already_a_warning_says_what_is_not_written()
    {
        TestDestination vault = Holder(), broken = Holder("broken"), file = Holder("file");
        broken.Interfere = what => _ = what.EndsWith("write", StringComparison.Ordinal) ? throw TestDestination.Failure(what) : what;
        Assert.Equal(RotationState.Stored, (await RotatorTo(vault, broken).RotateAsync(PlanOf(Old, [vault, broken]))).State);
        broken.Interfere = null;

        AdoPatRotationResult result = await RotatorTo(vault, broken, file).RotateAsync(PlanOf(Old, [vault, file]));

        Assert.Equal(RotationState.Done, result.State);
        await AssertOnlyOneIsLeftAsync(vault, broken);
        Assert.Equal(OldSecret, file.Held);
        Assert.Contains("Nothing is written to Test (name file)", Assert.Single(Steps.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_read_is_found_out_before_there_is_a_new_token()
    {
        TestDestination vault = Holder(), broken = Holder("broken");
        broken.Interfere = what => throw TestDestination.Failure(what);

        AdoPatException failure = await Assert.ThrowsAsync<AdoPatException>(() => RotatorTo(vault, broken).RotateAsync(PlanOf(Old, [vault, broken])));

        Assert.Equal(ErrorIds.DestinationFailed, failure.ErrorId);
        Assert.DoesNotContain(await Emulator.TokenRequestsAsync(), request => request.Method == "POST");
    }

    [Fact]
    public async Task A_secret_that_somebody_has_written_over_meanwhile_is_missed_before_anything_is_revoked()
    {
        TestDestination vault = Holder(), file = Holder("file");
        file.Interfere = what => file.Held = what == "after write" ? "somebody else's" : file.Held;

        AdoPatRotationResult result = await RotatorTo(vault, file).RotateAsync(PlanOf(Old, [vault, file]));

        Assert.Equal(RotationState.Propagated, result.State);
        Assert.Contains("holds another now", result.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await ActiveAsync()).Count);
        file.Interfere = null;
        Assert.Equal(RotationState.Done, (await RotatorTo(vault, file).ResumeAsync(OnlyRotation())).State);
        await AssertOnlyOneIsLeftAsync(vault, file);
    }

    [Fact]
    public async Task Without_destination_and_without_a_taker_it_is_given_up_and_nothing_is_left()
    {
        await LoseTheAnswerAsync(PlanOf(Old, []));

        AdoPatRotationResult result = await RotatorTo().ResumeAsync(OnlyRotation());

        Assert.Equal(RotationState.Abandoned, result.State);
        Assert.Contains("Rotate the token again", result.Failure!.Message, StringComparison.Ordinal);
        await AssertOldIsAsItWasAsync();
    }

    private async Task LoseTheAnswerAsync(RotationPlan plan)
    {
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true, afterChange = true });
        AdoPatRotationResult result = await RotatorTo(Holder()).RotateAsync(plan, Keep);
        Assert.Equal(RotationState.Creating, result.State);
    }
}
