using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Rotations that were killed in each state: what the next process does about them.</summary>
public class ResumeTests(Emulator emulator) : RotationTest(emulator)
{
    public static TheoryData<string> Steps_of_a_rotation => new(
        "creating the new token",
        "writing the secret to Test (name vault)",
        "writing the secret to Test (name file)",
        "asking the service whether the new token works",
        "making the old token end when it is due",
        "revoking the old token");

    [Theory]
    [MemberData(nameof(Steps_of_a_rotation))]
    public async Task A_rotation_that_was_killed_before_a_step_comes_to_its_end(string step)
    {
        TestDestination vault = Holder(), file = Holder("file");
        await KilledAsync(what => what == step, [vault, file], step.StartsWith("making", StringComparison.Ordinal) ? TimeSpan.FromDays(2) : TimeSpan.Zero);

        AdoPatRotationResult result = await RotatorTo(vault, file).ResumeAsync(OnlyRotation());
        if (result.State == RotationState.RevokeDue)
        {
            Clock.Advance(TimeSpan.FromDays(3));
            result = await RotatorTo(vault, file).ResumeAsync(OnlyRotation());
        }

        Assert.Equal(RotationState.Done, result.State);
        await AssertOnlyOneIsLeftAsync(vault, file);
    }

    [Fact]
    public async Task An_orphan_whose_answer_was_lost_is_revoked_and_another_one_made()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true, afterChange = true });

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));
        Assert.Equal(RotationState.Creating, result.State);
        Assert.Equal(ErrorIds.RotationIncomplete, result.Failure!.ErrorId);
        Assert.Equal(2, (await ActiveAsync()).Count);

        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task An_orphan_is_found_although_the_clock_was_put_back_by_hours()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true, afterChange = true });
        Clock.PutAhead = TimeSpan.FromHours(-5);
        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));
        Clock.PutAhead = TimeSpan.FromHours(2);

        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task Among_tokens_of_the_name_that_were_there_before_none_is_taken_for_the_orphan()
    {
        TestDestination vault = Holder();
        await Emulator.SeedAsync(new
        {
            tokens = new[] { new { owner = Ada, displayName = "deploy", scope = "vso.code", organizations = new List<string> { Contoso }, validTo = "+12d" } },
        });
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true });
        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);

        Assert.Equal(2, (await ActiveAsync()).Count);
        Assert.Single(await Emulator.TokenRequestsAsync(), request => request.Method == "DELETE");
    }

    [Fact]
    public async Task When_several_tokens_may_be_the_orphan_none_is_touched_and_they_are_named()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true });
        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));
        await Emulator.SeedAsync(new
        {
            tokens = Enumerable.Range(12, 2).Select(days => new { owner = Ada, displayName = "deploy", scope = "vso.code", organizations = new List<string> { Contoso }, validTo = $"+{days}d" }),
        });

        AdoPatRotationResult result = await RotatorTo(vault).ResumeAsync(OnlyRotation());

        Assert.Equal(RotationState.Creating, result.State);
        IReadOnlyList<string> others = [.. (await ActiveAsync()).Select(token => (string)token["authorizationId"]!).Where(id => id != Old.AuthorizationId.ToString())];
        Assert.Equal(2, others.Count);
        Assert.All(others, id => Assert.Contains(id, result.Failure!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_somebody_made_meanwhile_for_another_time_is_not_taken_for_the_orphan()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true });
        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));
        PersonalAccessToken own = await Client.CreateAsync(Contoso, NewPat("deploy"));

        AdoPatRotationResult result = await RotatorTo(vault).ResumeAsync(OnlyRotation());
        Assert.Equal(RotationState.Creating, result.State);
        Assert.Contains(own.AuthorizationId.ToString(), result.Failure!.Message, StringComparison.Ordinal);

        await Client.UpdateAsync(own, new PatChange { Name = "mine" });
        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        Assert.Single(await ActiveAsync("mine"));
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task A_rotation_is_not_given_up_before_its_lost_creation_was_looked_for_long_enough()
    {
        TestDestination vault = Holder();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", cut = true });
        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));
        await AddOrganizationAsync(new { name = Contoso, administrators = new[] { Ada }, restrictTokenCreation = new { enabled = true } });

        Assert.Equal(RotationState.Creating, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(RotationState.Abandoned, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        await AssertOldIsAsItWasAsync(vault);
    }

    [Fact]
    public async Task What_is_said_now_of_verification_and_overlap_counts_for_a_rotation_that_was_cut_off()
    {
        TestDestination vault = Holder();
        await KilledInAsync(vault, "after write");
        await Emulator.FailAsync(new { path = "/contoso/_apis/connectionData", host = "dev.azure.com", count = 100, status = 401 });

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault], TimeSpan.FromDays(2), skipVerification: true));

        Assert.Equal(RotationState.RevokeDue, result.State);
        Assert.Equal(2, (await ActiveAsync()).Count);

        await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault], TimeSpan.FromDays(3)));
        Assert.Equal(result.RevokeDue, OnlyRotation().RevokeDue);
        Assert.Contains("-RevokeAfter", Assert.Single(Steps.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_died_with_the_process_is_replaced_before_its_token_is_revoked()
    {
        TestDestination vault = Holder(canRead: false);
        await KilledInAsync(vault, "after write");
        string lost = vault.Held!;

        await RotatorTo(vault).ResumeAsync(OnlyRotation());

        Assert.NotEqual(lost, vault.Held);
        await AssertOnlyOneIsLeftAsync(vault);
        string[] changes = [.. (await Emulator.TokenRequestsAsync()).Select(request => request.Method).Where(method => method != "GET")];
        Assert.Equal(["POST", "POST", "DELETE", "DELETE"], changes);
    }

    [Fact]
    public async Task A_secret_that_the_primary_holds_is_not_made_again()
    {
        TestDestination vault = Holder();
        await KilledInAsync(vault, "after write");

        await RotatorTo(vault).ResumeAsync(OnlyRotation());

        await AssertOnlyOneIsLeftAsync(vault);
        Assert.Single(await Emulator.TokenRequestsAsync(), request => request.Method == "POST");
    }

    [Fact]
    public async Task A_primary_that_cannot_be_read_just_now_is_waited_for()
    {
        TestDestination vault = Holder();
        await KilledInAsync(vault, "after write");
        vault.Interfere = what => _ = what == "read" ? throw TestDestination.Failure(what) : 0;

        AdoPatRotationResult result = await RotatorTo(vault).ResumeAsync(OnlyRotation());
        Assert.Equal(RotationState.Created, result.State);
        vault.Interfere = null;

        Assert.Equal(RotationState.Done, (await RotatorTo(vault).ResumeAsync(OnlyRotation())).State);
        Assert.Single(await Emulator.TokenRequestsAsync(), request => request.Method == "POST");
    }

    [Fact]
    public async Task Without_a_destination_a_new_token_that_nobody_has_is_revoked_and_the_old_one_stays()
    {
        await KilledAsync(what => what.StartsWith("asking", StringComparison.Ordinal), []);

        AdoPatRotationResult result = await RotatorTo().ResumeAsync(OnlyRotation(), Keep);

        Assert.Equal(RotationState.Abandoned, result.State);
        await AssertOldIsAsItWasAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_the_result_was_taken_is_for_the_user_to_say(bool isTaken)
    {
        await KilledAsync(what => what.StartsWith("handing", StringComparison.Ordinal), []);

        AdoPatRotationResult open = await RotatorTo().ResumeAsync(OnlyRotation(), Keep);
        Assert.Equal(RotationState.Delivering, open.State);
        Assert.Equal(2, (await ActiveAsync()).Count);
        foreach (Guid id in new[] { open.OldAuthorizationId!.Value, open.NewAuthorizationId!.Value })
        {
            Assert.Contains($"Revoke-AdoPat -Organization contoso -AuthorizationId {id}", open.Failure!.Message, StringComparison.Ordinal);
        }

        await Client.RevokeAsync(Contoso, isTaken ? open.OldAuthorizationId!.Value : open.NewAuthorizationId!.Value);
        AdoPatRotationResult closed = await RotatorTo().ResumeAsync(OnlyRotation(), Keep);
        Assert.Equal(isTaken ? RotationState.Done : RotationState.Abandoned, closed.State);
        Assert.Single(await ActiveAsync());
    }

    [Fact]
    public async Task Rotating_the_same_token_again_goes_on_with_what_was_cut_off()
    {
        TestDestination vault = Holder();
        await KilledInAsync(vault, "after write");

        AdoPatRotationResult result = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault]));

        Assert.Equal(RotationState.Done, result.State);
        Assert.Equal(result.RotationId, OnlyRotation().RotationId);
        await AssertOnlyOneIsLeftAsync(vault);
    }

    [Fact]
    public async Task The_new_token_of_an_open_rotation_is_not_rotated()
    {
        TestDestination vault = Holder(), file = Holder("file");
        await KilledAsync(what => what.Contains("file", StringComparison.Ordinal), [vault, file]);
        Guid newId = OnlyRotation().NewAuthorizationId!.Value;
        PersonalAccessToken fresh = await Client.GetAsync(Contoso, newId);

        AdoPatException failure = await FailsAsync(ErrorIds.RotationIncomplete, () => RotatorTo(vault).RotateAsync(PlanOf(fresh, [vault])));

        Assert.Contains("Resume-AdoPatRotation", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_somebody_revoked_the_new_token_meanwhile_the_old_one_is_kept()
    {
        TestDestination vault = Holder();
        AdoPatRotationResult waiting = await RotatorTo(vault).RotateAsync(PlanOf(Old, [vault], TimeSpan.FromDays(2)));
        await Client.RevokeAsync(Contoso, waiting.NewAuthorizationId!.Value);
        Clock.Advance(TimeSpan.FromDays(3));

        AdoPatRotationResult result = await RotatorTo(vault).ResumeAsync(OnlyRotation());

        Assert.Equal(RotationState.Abandoned, result.State);
        Assert.Equal(Old.AuthorizationId, (Guid)Assert.Single(await ActiveAsync())["authorizationId"]!);
        Assert.Contains("made to end", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_of_another_user_is_not_ours_to_resume()
    {
        TestDestination vault = Holder();
        await KilledInAsync(vault, "after write");
        Rotator bens = new(await ConnectAsync(Ben), Journal, new TestDestinations([vault]));

        Assert.Empty(bens.Due());
        await FailsAsync(ErrorIds.RotationIncomplete, () => bens.ResumeAsync(OnlyRotation()));
        Assert.Single(RotatorTo(vault).Due());
    }

    private async Task KilledAsync(Predicate<string> step, TestDestination[] destinations, TimeSpan revokeAfter = default)
    {
        Steps.Interfere = what => _ = step(what) ? throw new KilledException(what) : 0;
        await Assert.ThrowsAsync<KilledException>(() => RotatorTo(destinations).RotateAsync(PlanOf(Old, destinations, revokeAfter), Keep));
        Steps.Interfere = null;
    }

    private async Task KilledInAsync(TestDestination destination, string where)
    {
        destination.Interfere = what => _ = what == where ? throw new KilledException(what) : 0;
        await Assert.ThrowsAsync<KilledException>(() => RotatorTo(destination).RotateAsync(PlanOf(Old, [destination])));
        destination.Interfere = null;
    }
}
