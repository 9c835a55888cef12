using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Rotations that nothing cuts off: the order of things, and what is refused.</summary>
public class RotatorTests(Emulator emulator) : RotationTest(emulator)
{
    [Fact]
    public async Task A_token_is_created_stored_everywhere_verified_and_only_then_is_the_old_one_revoked()
    {
        TestDestination vault = Holder(), file = Holder("file", canRead: false);

        AdoPatRotationResult result = await RotatorTo(vault, file).RotateAsync(PlanOf(Old, [vault, file]));

        Assert.Null(result.Failure);
        Assert.Equal(RotationState.Done, result.State);
        Assert.Equal(await AssertOnlyOneIsLeftAsync(vault, file), result.NewAuthorizationId);
        Assert.Equal(vault.Held, SecretOf(result));
        Assert.Equal(
            [
                (RotationState.Creating, "creating the new token"),
                (RotationState.Creating, "asking the service whether the new token works"),
                (RotationState.Created, "writing the secret to Test (name vault)"),
                (RotationState.Stored, "writing the secret to Test (name file)"),
                (RotationState.RevokeDue, "revoking the old token"),
            ],
            Steps.Steps);
        Assert.All(result.Destinations, outcome => Assert.True(outcome.IsWritten));
    }

    [Fact]
    public async Task Without_a_destination_the_old_token_is_revoked_only_when_the_result_was_taken()
    {
        List<int> activeAtDelivery = [];
        AdoPatRotationResult? taken = null;

        AdoPatRotationResult result = await RotatorTo().RotateAsync(PlanOf(Old, []), async (delivered, _) =>
        {
            activeAtDelivery.Add((await ActiveAsync()).Count);
            taken = delivered;
        });

        Assert.Equal([2], activeAtDelivery);
        Assert.Same(taken, result);
        Assert.Equal(RotationState.Done, taken!.State);
        Assert.Equal(await AssertOnlyOneIsLeftAsync(), result.New!.AuthorizationId);
    }

    [Fact]
    public async Task Without_a_destination_and_without_a_taker_nothing_is_begun()
    {
        await FailsAsync(ErrorIds.InvalidArgument, () => RotatorTo().RotateAsync(PlanOf(Old, [])));

        Assert.Empty(Journal.Read().Rotations);
        await AssertOldIsAsItWasAsync();
    }

    [Fact]
    public async Task With_an_overlap_the_old_token_ends_by_itself_and_is_revoked_when_due()
    {
        TestDestination vault = Holder();

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault], TimeSpan.FromDays(2)));

        Assert.Equal(RotationState.RevokeDue, result.State);
        Assert.Null(result.Failure);
        Assert.Equal(2, (await ActiveAsync()).Count);
        Assert.Equal(result.RevokeDue!.Value, (await Client.GetAsync(Contoso, Old.AuthorizationId)).ValidTo, TimeSpan.FromMilliseconds(20));
        Assert.Empty(RotatorTo(vault).Due());

        Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        AdoPatRotation due = Assert.Single(RotatorTo(vault).Due());
        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(due)).State);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task An_overlap_ends_before_the_new_token_does()
    {
        TestDestination vault = Holder();
        PersonalAccessToken old = await AddTokenAsync("long", OldSecret.Replace('o', 'p'), "+60d");

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(old, [vault], TimeSpan.FromDays(40)));

        Assert.Equal(RotationState.RevokeDue, result.State);
        Assert.InRange(result.RevokeDue!.Value, result.New!.ValidFrom.AddDays(26), result.New.ValidTo.AddDays(-2));
        Assert.Contains("-RevokeAfter", Assert.Single(Steps.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_of_the_old_token_that_got_no_answer_is_set_again_by_the_next_run()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "PUT", cut = true, count = (int?)null });
        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault], TimeSpan.FromDays(2)));
        Assert.Equal(Old.ValidTo, (await Client.GetAsync(Contoso, Old.AuthorizationId)).ValidTo);
        Assert.Contains("tries again", Assert.Single(Steps.Warnings), StringComparison.Ordinal);
        await Emulator.ForgetFaultsAsync();

        AdoPatRotationResult result = await RotatorTo(vault).ResumeAsync(Assert.Single(RotatorTo(vault).Due()));

        Assert.Equal(RotationState.RevokeDue, result.State);
        Assert.Equal(result.RevokeDue!.Value, (await Client.GetAsync(Contoso, Old.AuthorizationId)).ValidTo, TimeSpan.FromMilliseconds(20));
        Assert.Empty(RotatorTo(vault).Due());
    }

    [Fact]
    public async Task An_overlap_ends_with_the_old_token()
    {
        TestDestination vault = Holder();

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault], TimeSpan.FromDays(25)));

        Assert.Equal(Old.ValidTo, result.RevokeDue);
        Assert.Contains("by itself, sooner than -RevokeAfter", Assert.Single(Steps.Warnings), StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromDays(21));
        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
    }

    [Fact]
    public async Task An_expired_token_gets_a_successor_and_nothing_is_revoked()
    {
        PersonalAccessToken expired = await AddTokenAsync("nightly", "expiredexpiredexpiredexpiredexpiredexpiredexpired222", "-1d");
        TestDestination vault = Holder();

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(expired, [vault]));

        Assert.Equal(RotationState.Done, result.State);
        Assert.Equal(vault.Held, (string)Assert.Single(await ActiveAsync("nightly"))["token"]!);
        Assert.DoesNotContain(await Emulator.TokenRequestsAsync(), request => request.Method == "DELETE");
    }

    [Fact]
    public async Task Without_an_old_token_one_is_only_created()
    {
        TestDestination vault = Holder(held: null);
        RotationPlan plan = new() { Organization = Contoso, Name = "first", Scope = ["vso.code"], Lifetime = TimeSpan.FromDays(30), Destinations = [vault.Description] };

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(plan);

        Assert.Equal(RotationState.Done, result.State);
        Assert.Equal(vault.Held, (string)Assert.Single(await ActiveAsync("first"))["token"]!);
        Assert.Equal(["POST"], (await Emulator.TokenRequestsAsync()).Select(request => request.Method).Where(method => method != "GET"));
    }

    [Fact]
    public async Task Who_presses_Ctrl_C_finds_the_rotation_where_it_was()
    {
        TestDestination vault = Holder();
        using CancellationTokenSource stop = new();
        Steps.Interfere = what =>
        {
            if (what.StartsWith("asking", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]), null, stop.Token));

        Assert.False(OnlyRotation().IsClosed);
        Assert.Equal(2, (await ActiveAsync()).Count);
        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task A_session_that_ends_leaves_the_rotation_to_the_next_one()
    {
        TestDestination vault = Holder();
        AdoPatSession other = await ConnectAsync();
        Steps.Interfere = what =>
        {
            if (what.StartsWith("revoking", StringComparison.Ordinal))
            {
                other.Dispose();
            }
        };
        Rotator rotator = new(other, Journal, new TestDestinations([vault]), Steps);

        AdoPatException failure = await Assert.ThrowsAsync<AdoPatException>(() => rotator.RotateAsync(PlanOf(Old, [vault])));

        Assert.True(failure.EndsSession);
        Assert.Equal(RotationState.RevokeDue, OnlyRotation().State);
        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task A_token_that_is_revoked_is_refused_and_nothing_is_begun()
    {
        TestDestination vault = Holder();
        await Client.RevokeAsync(Contoso, Old.AuthorizationId);

        await FailsAsync(ErrorIds.PatNotFound, () => RotatorTo(vault).RotateAsync(PlanOf(Old, [vault])));

        Assert.Empty(await ActiveAsync());
        Assert.Empty(Journal.Read().Rotations);
    }

    [Fact]
    public async Task A_token_that_was_rotated_is_not_rotated_again()
    {
        TestDestination vault = Holder();
        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        AdoPatException failure = await FailsAsync(ErrorIds.RotationIncomplete, () => RotatorTo(vault).RotateAsync(PlanOf(Old, [vault])));

        Assert.Contains("was rotated already", failure.Message, StringComparison.Ordinal);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task A_creation_that_is_refused_leaves_the_old_token_as_it_was()
    {
        TestDestination vault = Holder();
        await AddOrganizationAsync(new { name = Contoso, administrators = new[] { Ada }, restrictTokenCreation = new { enabled = true } });

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        Assert.Equal(RotationState.Abandoned, result.State);
        Assert.Equal(ErrorIds.PatPolicyViolation, result.Failure!.ErrorId);
        await AssertOldIsAsItWasAsync(vault);
    }

    [Theory]
    [InlineData("before write")]
    [InlineData("after write")]
    public async Task When_the_primary_fails_the_new_token_is_taken_back(string when)
    {
        TestDestination vault = Holder();
        vault.Interfere = what => _ = what == when ? throw TestDestination.Failure("this") : 0;

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        Assert.Equal(RotationState.Abandoned, result.State);
        Assert.Equal(ErrorIds.DestinationFailed, result.Failure!.ErrorId);
        await AssertOldIsAsItWasAsync(vault);
    }

    [Fact]
    public async Task When_a_later_destination_fails_the_others_are_written_and_both_tokens_live()
    {
        TestDestination vault = Holder(), file = Holder("file"), git = Holder("git");
        file.Interfere = what => _ = what == "before write" ? throw TestDestination.Failure("this") : 0;

        AdoPatRotationResult result = await RotatorTo(vault, file, git).RotateAsync(PlanOf(Old, [vault, file, git]));

        Assert.Equal(RotationState.Stored, result.State);
        Assert.Equal(ErrorIds.RotationIncomplete, result.Failure!.ErrorId);
        Assert.Equal([true, false, true], result.Destinations.Select(outcome => outcome.IsWritten));
        Assert.Equal(OldSecret, file.Held);
        Assert.Equal(2, (await ActiveAsync()).Count);

        file.Interfere = null;
        Assert.Equal(RotationState.Done, (await RotatorTo(vault, file, git).ResumeAsync(OnlyRotation())).State);
        await AssertOnlyOneIsLeftAsync(vault, file, git);
    }

    [Fact]
    public async Task A_new_token_that_the_service_does_not_accept_leaves_both_alive()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = "/contoso/_apis/connectionData", host = "dev.azure.com", count = 7, status = 401 });

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        Assert.Equal(RotationState.Propagated, result.State);
        Assert.Contains("-SkipVerification", result.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await ActiveAsync()).Count);
        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task Verification_is_skipped_only_when_that_is_asked_for()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = "/contoso/_apis/connectionData", host = "dev.azure.com", count = 100, status = 401 });

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault], skipVerification: true));

        Assert.Equal(RotationState.Done, result.State);
    }

    [Fact]
    public async Task A_lifetime_that_a_policy_made_shorter_is_reported()
    {
        TestDestination vault = Holder();
        await Emulator.SeedAsync(new { tenants = new[] { new { domain = "contoso.test", policies = new { maximumLifespan = new { enabled = true, days = 7 } } } } });

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        Assert.Equal(RotationState.Done, result.State);
        Assert.Contains("sooner than", Assert.Single(Steps.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_holds_no_secret()
    {
        TestDestination vault = Holder();
        HashSet<string> seen = [];
        Steps.Interfere = _ => seen.UnionWith(Directory.GetFiles(Journal.Folder, "*.json").Select(File.ReadAllText));

        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        Assert.True(seen.Count >= 3, $"{seen.Count} versions of the journal");
        Assert.All(seen, text => Assert.False(text.Contains(vault.Held!, StringComparison.Ordinal) || text.Contains(OldSecret, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_plan_is_described_step_by_step()
    {
        TestDestination vault = Holder();

        Assert.Equal(
            [
                "Create the token 'deploy' in contoso with vso.code, valid for 30 days.",
                "Write its secret to Test (name vault).",
                "Ask contoso whether the new token works and is of the same user.",
                $"Let the old token {Old.AuthorizationId} end in 7 days, and revoke it then.",
            ],
            Rotator.Describe(PlanOf(Old, [vault], TimeSpan.FromDays(7))));
    }
}
