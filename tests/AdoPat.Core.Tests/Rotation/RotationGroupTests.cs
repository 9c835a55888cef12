using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>A token of all organizations, which is replaced by one for each.</summary>
public sealed class RotationGroupTests(Emulator emulator) : RotationTest(emulator)
{
    private readonly TestDestination _one = Holder("one"), _two = Holder("two");

    [Fact]
    public async Task A_token_of_all_organizations_is_revoked_when_its_last_successor_works()
    {
        RotationPlan[] plans = await PlansAsync();
        Rotator rotator = RotatorTo(_one, _two);
        rotator.PlanGroup(plans);

        Assert.Equal(RotationState.Done, (await rotator.RotateAsync(plans[0])).State);
        Assert.Equal(2, (await ActiveAsync("everywhere")).Count);
        Assert.Equal(RotationState.Done, (await rotator.RotateAsync(plans[1])).State);

        await AssertEachHasOneAsync();
        Assert.Equal(2, Journal.Read().Rotations.Count);
    }

    [Theory]
    [InlineData("given up")]
    [InlineData("never journaled")]
    [InlineData("damaged")]
    public async Task An_organization_that_was_left_without_keeps_the_old_token_alive_and_the_next_run_makes_up_for_it_alone(string what)
    {
        RotationPlan[] plans = await PlansAsync();
        RotatorTo(_one, _two).PlanGroup(plans);
        if (what == "given up")
        {
            _two.Interfere = step => _ = step == "before write" ? throw TestDestination.Failure("this") : 0;
            Assert.Equal(RotationState.Abandoned, (await RotatorTo(_one, _two).RotateAsync(plans[1])).State);
        }
        else
        {
            string file = Path.Combine(Journal.Folder, RotationIn(Fabrikam).RotationId + ".json");
            File.WriteAllText(file, "{");
            if (what == "never journaled")
            {
                File.Delete(file);
            }
        }

        Assert.Equal(RotationState.Done, (await RotatorTo(_one, _two).ResumeAsync(RotationIn(Contoso))).State);
        Assert.Contains(await ActiveAsync("everywhere"), token => (Guid)token["authorizationId"]! == plans[0].Old!.AuthorizationId);
        Assert.Contains(Fabrikam, Steps.Warnings.Last(), StringComparison.Ordinal);

        _two.Interfere = null;
        Rotator again = RotatorTo(_one, _two);
        again.PlanGroup(plans);
        await FailsAsync(ErrorIds.RotationIncomplete, () => again.RotateAsync(plans[0]));
        Assert.Equal(RotationState.Done, (await again.RotateAsync(plans[1])).State);

        await AssertEachHasOneAsync();
        Assert.Equal(1, _one.Writes);
    }

    [Fact]
    public async Task An_open_rotation_in_another_organization_keeps_the_old_token_alive_whatever_is_asked_for_now()
    {
        RotationPlan[] plans = await PlansAsync();
        RotatorTo(_one, _two).PlanGroup([plans[0]]);

        Assert.Equal(RotationState.Done, (await RotatorTo(_one, _two).RotateAsync(plans[1])).State);
        Assert.Equal(2, (await ActiveAsync("everywhere")).Count);
        Assert.Equal(RotationState.Done, (await RotatorTo(_one, _two).ResumeAsync(RotationIn(Contoso))).State);

        await AssertEachHasOneAsync();
    }

    private async Task<RotationPlan[]> PlansAsync()
    {
        await Emulator.SeedAsync(new { tokens = new[] { new { owner = Ada, displayName = "everywhere", scope = "vso.code", global = true, validTo = "+9d" } } });
        PersonalAccessToken global = await OneAsync(Client, "everywhere");
        Guid group = Guid.NewGuid();
        return [.. new[] { (Contoso, _one), (Fabrikam, _two) }.Select(target => new RotationPlan
        {
            Old = global,
            Organization = target.Item1,
            Name = global.Name,
            Scope = global.Scope,
            Lifetime = TimeSpan.FromDays(30),
            Destinations = [target.Item2.Description],
            GroupId = group,
        })];
    }

    private async Task AssertEachHasOneAsync() =>
        Assert.Equal(
            new[] { _one.Held!, _two.Held! }.Order(StringComparer.Ordinal),
            (await ActiveAsync("everywhere")).Select(token => (string)token["token"]!).Order(StringComparer.Ordinal));

    private AdoPatRotation RotationIn(string organization) => Journal.Read().Rotations.Single(rotation => rotation.Organization == organization);
}
