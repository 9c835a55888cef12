using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Rotations that the user gives up: which token stays, and that none stays that nobody knows of.</summary>
public class AbandonmentTests(Emulator emulator) : RotationTest(emulator)
{
    private static readonly AbandonOptions KeepNew = new() { KeepNew = true };

    private readonly TestDestination _vault = Holder();
    private readonly TestDestination _gone = Refusing();

    private Rotator Next => RotatorTo(_vault, _gone);

    [Fact]
    public async Task The_new_token_is_revoked_and_the_old_one_kept()
    {
        AdoPatRotation open = await StuckAsync();

        AdoPatRotation closed = await Next.AbandonAsync(open);

        Assert.Equal(RotationState.Abandoned, closed.State);
        Assert.Contains(open.NewAuthorizationId.ToString()!, closed.Reason, StringComparison.Ordinal);
        Assert.Equal(Old.AuthorizationId, (Guid)Assert.Single(await ActiveAsync())["authorizationId"]!);
        Assert.Contains(Steps.Warnings, warning => warning.Contains("Test (name vault) still holds its secret", StringComparison.Ordinal));
        Assert.Equal(RotationState.Done, (await Next.RotateAsync(PlanOf(Old, [_vault]))).State);
    }

    [Fact]
    public async Task The_new_token_is_kept_when_it_is_wanted_and_nothing_is_revoked()
    {
        AdoPatRotation open = await StuckAsync();

        AdoPatRotation closed = await Next.AbandonAsync(open, KeepNew);

        Assert.Equal(RotationState.Done, closed.State);
        Assert.Equal(2, (await ActiveAsync()).Count);
        Assert.Contains(Old.AuthorizationId.ToString(), Assert.Single(Steps.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(await Emulator.TokenRequestsAsync(), request => request.Method == "DELETE");
    }

    [Fact]
    public async Task A_new_token_that_no_destination_holds_is_not_kept()
    {
        await KilledBeforeAsync("writing the secret to Test (name vault)");

        await AssertRefusedAsync(Next, KeepNew, "no destination is known to hold");

        await Next.AbandonAsync(OnlyRotation());
        await AssertOldIsAsItWasAsync(_vault);
    }

    [Fact]
    public async Task What_a_destination_says_counts_more_than_what_the_journal_says()
    {
        await StuckAsync();
        _vault.Held = "something else";
        await AssertRefusedAsync(Next, KeepNew, "no destination is known to hold");
    }

    [Fact]
    public async Task An_orphan_is_revoked()
    {
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true, afterChange = true });
        await Next.RotateAsync(PlanOf(Old, [_vault]));
        Assert.Equal(2, (await ActiveAsync()).Count);

        Assert.Equal(RotationState.Abandoned, (await Next.AbandonAsync(OnlyRotation())).State);

        await AssertOldIsAsItWasAsync();
    }

    [Fact]
    public async Task A_creation_without_an_answer_is_waited_for()
    {
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true });
        await Next.RotateAsync(PlanOf(Old, [_vault]));

        AdoPatException refused = await Assert.ThrowsAsync<AdoPatException>(() => Next.AbandonAsync(OnlyRotation()));
        Assert.Equal(ErrorIds.RotationIncomplete, refused.ErrorId);
        Assert.Equal(RotationState.Creating, OnlyRotation().State);

        Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(RotationState.Abandoned, (await Next.AbandonAsync(OnlyRotation())).State);
    }

    [Fact]
    public async Task Tokens_that_a_destination_may_hold_from_an_earlier_try_are_revoked_too()
    {
        TestDestination blind = Refusing(canRead: false);
        await RotatorTo(blind).RotateAsync(PlanOf(Old, [blind]));
        await RotatorTo(blind).ResumeAsync(OnlyRotation());

        Assert.Equal(3, (await ActiveAsync()).Count);
        Assert.Equal(RotationState.Abandoned, (await RotatorTo(blind).AbandonAsync(OnlyRotation())).State);
        Assert.Equal(Old.AuthorizationId, (Guid)Assert.Single(await ActiveAsync())["authorizationId"]!);
    }

    [Fact]
    public async Task The_last_token_is_revoked_by_force_only()
    {
        await StuckAsync();
        await Client.RevokeAsync(Contoso, Old.AuthorizationId);

        await AssertRefusedAsync(Next, new AbandonOptions(), "no token would be left");

        await Next.AbandonAsync(OnlyRotation(), new AbandonOptions { RevokeLast = true });
        Assert.Empty(await ActiveAsync());
    }

    [Fact]
    public async Task A_rotation_that_somebody_works_on_is_left_to_them()
    {
        AdoPatRotation open = await StuckAsync();
        using IDisposable held = Journal.TryLock(Journal.Load().Single())!;

        AdoPatException refused = await Assert.ThrowsAsync<AdoPatException>(() => Next.AbandonAsync(open));
        Assert.Contains("another process", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await ActiveAsync()).Count);
    }

    [Fact]
    public async Task A_rotation_that_has_come_to_its_end_is_left_alone()
    {
        AdoPatRotationResult done = await Next.RotateAsync(PlanOf(Old, [_vault]));

        Assert.Equal(RotationState.Done, (await Next.AbandonAsync(done)).State);
        await AssertOnlyOneIsLeftAsync(_vault);
    }

    [Fact]
    public async Task What_stays_open_says_how_it_is_given_up()
    {
        AdoPatRotationResult result = await Next.RotateAsync(PlanOf(Old, [_vault, _gone]));
        Assert.Contains("Remove-AdoPatRotation gives it up", result.Failure!.Message, StringComparison.Ordinal);
    }

    private static TestDestination Refusing(bool canRead = true) =>
        new("gone", canRead) { Interfere = what => _ = what == "before write" ? throw TestDestination.Failure(what) : 0 };

    /// <summary>The vault holds the new token, and the other destination takes nothing any more.</summary>
    private async Task<AdoPatRotation> StuckAsync()
    {
        AdoPatRotationResult result = await Next.RotateAsync(PlanOf(Old, [_vault, _gone]));
        Assert.Equal(RotationState.Stored, result.State);
        return OnlyRotation();
    }

    private async Task KilledBeforeAsync(string step)
    {
        Steps.Interfere = what => _ = what == step ? throw new KilledException(what) : 0;
        await Assert.ThrowsAsync<KilledException>(() => Next.RotateAsync(PlanOf(Old, [_vault])));
        Steps.Interfere = null;
    }

    private async Task AssertRefusedAsync(Rotator rotator, AbandonOptions options, string why)
    {
        IReadOnlyList<Guid> before = [.. (await ActiveAsync()).Select(token => (Guid)token["authorizationId"]!)];
        RotationState state = OnlyRotation().State;

        AdoPatException refused = await Assert.ThrowsAsync<AdoPatException>(() => rotator.AbandonAsync(OnlyRotation(), options));

        Assert.Equal(ErrorIds.InvalidArgument, refused.ErrorId);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(state, OnlyRotation().State);
        Assert.Equal(before, (await ActiveAsync()).Select(token => (Guid)token["authorizationId"]!));
    }
}
