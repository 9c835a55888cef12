using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static AdoPat.Sessions.SignInMethod;

namespace AdoPat.Msal.Tests;

public sealed class SignInPlanTests
{
    private const string Ci = "The environment variable CI says that nobody is there to answer a prompt.";

    private static readonly SignInEnvironment Desktop = new(null, CanOpenBrowser: true, HasBroker: false);

    private static readonly ServiceEndpoints Emulator = ServiceEndpoints.ForEmulator(new Uri("https://localhost:5001"));

    [Fact]
    public void A_desktop_tries_the_cache_then_the_browser_and_a_device_code_when_no_browser_opens() =>
        AssertPlan(new SignInRequest(), Desktop, Cache, Browser, DeviceCode);

    [Fact]
    public void Windows_with_a_broker_tries_it_before_the_browser() =>
        AssertPlan(new SignInRequest(), Desktop with { HasBroker = true }, Cache, Broker, Browser, DeviceCode);

    [Fact]
    public void The_broker_is_not_tried_unasked_with_a_registration_of_ones_own() =>
        AssertPlan(new SignInRequest { ClientId = "11111111-1111-1111-1111-111111111111" }, Desktop with { HasBroker = true }, Cache, Browser, DeviceCode);

    [Fact]
    public void The_broker_is_not_tried_unasked_against_an_emulator() =>
        AssertPlan(new SignInRequest { Endpoints = Emulator }, Desktop with { HasBroker = true }, Cache, Browser, DeviceCode);

    [Fact]
    public void Without_a_browser_a_device_code_is_next() =>
        AssertPlan(new SignInRequest(), Desktop with { CanOpenBrowser = false }, Cache, DeviceCode);

    [Theory]
    [InlineData(Browser)]
    [InlineData(DeviceCode)]
    [InlineData(Broker)]
    public void A_method_that_is_asked_for_is_the_only_one_after_the_cache(SignInMethod method) =>
        AssertPlan(new SignInRequest { Method = method }, Desktop with { CanOpenBrowser = false }, Cache, method);

    [Fact]
    public void NonInteractive_leaves_the_cache_only_and_wins_over_everything()
    {
        SignInPlan plan = AssertPlan(new SignInRequest { NonInteractive = true, Method = DeviceCode }, Desktop, Cache);
        Assert.Contains("-NonInteractive", plan.WhyNoPrompt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Browser)]
    [InlineData(Broker)]
    public void Where_nobody_is_there_the_cache_is_all(SignInMethod? method)
    {
        SignInPlan plan = AssertPlan(new SignInRequest { Method = method }, Desktop with { WhyUnattended = Ci }, Cache);
        Assert.Equal(Ci, plan.WhyNoPrompt);
    }

    [Fact]
    public void A_device_code_can_be_asked_for_in_a_build_job() =>
        AssertPlan(new SignInRequest { Method = DeviceCode }, Desktop with { WhyUnattended = Ci }, Cache, DeviceCode);

    [Fact]
    public void Every_plan_begins_with_the_cache_repeats_nothing_and_says_why_it_does_not_prompt()
    {
        Gen<SignInMethod?> methods = Gen.Elements<SignInMethod?>(null, Cache, Browser, DeviceCode, Broker);
        Gen<bool> flags = ArbMap.Default.GeneratorFor<bool>();
        var cases =
            from method in methods
            from quiet in flags
            from emulator in flags
            from alone in flags
            from browser in flags
            from broker in flags
            select (
                new SignInRequest { Method = method, NonInteractive = quiet, Endpoints = emulator ? Emulator : ServiceEndpoints.AzureDevOps },
                new SignInEnvironment(alone ? Ci : null, browser, broker));

        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            (SignInRequest request, SignInEnvironment environment) = given;
            SignInPlan plan = SignInPlan.For(request, environment);
            return plan.Methods[0] == Cache
                && plan.Methods.Distinct().Count() == plan.Methods.Count
                && (plan.Methods.Count == 1) == (plan.WhyNoPrompt is not null)
                && (!request.NonInteractive || plan.Methods.Count == 1)
                && (request.Method is null || plan.Methods.All(m => m == Cache || m == request.Method))
                && (environment.CanOpenBrowser || request.Method == Browser || !plan.Methods.Contains(Browser));
        }).QuickCheckThrowOnFailure();
    }

    private static SignInPlan AssertPlan(SignInRequest request, SignInEnvironment environment, params IEnumerable<SignInMethod> expected)
    {
        SignInPlan plan = SignInPlan.For(request, environment);
        Assert.Equal(expected, plan.Methods);
        return plan;
    }
}
