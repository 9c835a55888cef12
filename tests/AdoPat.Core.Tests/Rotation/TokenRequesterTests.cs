using System;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>What a demand for a token must not revoke.</summary>
public class TokenRequesterTests(Emulator emulator) : RotationTest(emulator)
{
    [Fact]
    public async Task A_token_that_the_store_does_not_hold_and_that_was_not_made_for_it_is_left_alone()
    {
        TestDestination store = Holder(held: null);

        AdoPatException failure = await FailsAsync(ErrorIds.PatAmbiguousName, () => RequestAsync(store));

        Assert.Contains(Old.AuthorizationId.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Null(store.Held);
        await AssertOldIsAsItWasAsync();
    }

    [Fact]
    public async Task A_token_that_was_made_for_a_store_is_replaced_when_that_store_has_lost_it_and_not_for_another_store()
    {
        TestDestination store = Holder(held: null), other = Holder("other", held: null);
        await RequestAsync(store, "build");

        await FailsAsync(ErrorIds.PatAmbiguousName, () => RequestAsync(other, "build"));
        store.Held = null;
        IssuedPersonalAccessToken again = await RequestAsync(store, "build");

        Assert.Equal(again.AuthorizationId, (Guid)Assert.Single(await ActiveAsync("build"))["authorizationId"]!);
        Assert.Null(other.Held);
    }

    [Fact]
    public async Task A_lifetime_that_a_policy_does_not_give_is_told_and_not_tried_again_and_again()
    {
        TestDestination store = Holder(held: null);
        await Emulator.SeedAsync(new { tenants = new[] { new { domain = "contoso.test", policies = new { maximumLifespan = new { enabled = true, days = 7 } } } } });
        TimeSpan minimum = TimeSpan.FromDays(10);

        await FailsAsync(ErrorIds.PatInvalidLifetime, () => RequestAsync(store, "build", minimum));
        string held = store.Held!;
        AdoPatException failure = await FailsAsync(ErrorIds.PatInvalidLifetime, () => RequestAsync(store, "build", minimum));

        Assert.Contains("-MinimumLife", failure.Message, StringComparison.Ordinal);
        Assert.Equal(held, store.Held);
        Assert.Equal(held, (string?)Assert.Single(await ActiveAsync("build"))["token"]);
        Assert.Equal((await RequestAsync(store, "build")).AuthorizationId, (Guid)Assert.Single(await ActiveAsync("build"))["authorizationId"]!);
    }

    [Fact]
    public async Task A_token_that_was_asked_for_a_shorter_time_is_renewed()
    {
        TestDestination store = Holder(held: null);
        Guid first = (await RequestAsync(store, "build", lifetime: TimeSpan.FromDays(5))).AuthorizationId;

        Guid second = (await RequestAsync(store, "build", TimeSpan.FromDays(10))).AuthorizationId;

        Assert.NotEqual(first, second);
        Assert.Equal(second, (Guid)Assert.Single(await ActiveAsync("build"))["authorizationId"]!);
    }

    [Fact]
    public async Task An_overlap_that_the_new_token_does_not_outlive_is_refused()
    {
        TestDestination store = Holder();

        await FailsAsync(ErrorIds.InvalidArgument, () => RequestAsync(store, revokeAfter: TimeSpan.FromDays(30)));

        await AssertOldIsAsItWasAsync(store);
    }

    private Task<IssuedPersonalAccessToken> RequestAsync(
        TestDestination store, string name = "deploy", TimeSpan? minimumLife = null, TimeSpan revokeAfter = default, TimeSpan? lifetime = null) =>
        new TokenRequester(Session, Journal, new TestDestinations([store]), Steps, Observer).RequestAsync(new TokenDemand
        {
            Organization = Contoso,
            Name = name,
            Scope = ["vso.code"],
            Store = store.Description,
            MinimumLife = minimumLife ?? TimeSpan.FromDays(1),
            Lifetime = lifetime ?? TimeSpan.FromDays(30),
            RevokeAfter = revokeAfter,
        });
}
