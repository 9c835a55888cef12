using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tests.Support;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Msal.Tests.Methods;

/// <summary>
/// Run with <c>-p:AdoPatBroker=shim</c> too: what is tested then is the build that has a broker, on a machine that has none.
/// </summary>
public sealed class BrokerSignInTests(Emulator emulator) : IClassFixture<Emulator>
{
#if ADOPAT_BROKER
    [Fact]
    public async Task A_broker_that_is_asked_for_and_not_there_is_the_end()
    {
        AdoPatException error = await AskForBrokerAsync(await emulator.NewUserAsync());

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains("is not available here", error.Message, StringComparison.Ordinal);
        Assert.Contains("-UseDeviceCode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_leads_to_the_next_method()
    {
        EntraUser user = await emulator.NewUserAsync();
        RecordingPrompt prompt = emulator.PromptOf(user);
        using var limit = new TimeLimit(TimeSpan.FromSeconds(30), CancellationToken.None);
        var plan = new SignInPlan([SignInMethod.Cache, SignInMethod.Broker, SignInMethod.DeviceCode], null);
        var chain = new SignInChain(new SignInContext(emulator.RequestFor(user), prompt, limit), plan);

        IAccessTokenProvider provider = await chain.RunAsync(CancellationToken.None);

        Assert.Equal(SignInMethod.DeviceCode, provider.Method);
        Assert.Contains(prompt.Traces, trace => trace.Contains("broker", StringComparison.Ordinal));
        Assert.Single(prompt.Asks);
    }
#else
    [Fact]
    public async Task A_package_without_the_broker_says_so_and_what_to_do()
    {
        EntraUser user = await emulator.NewUserAsync();

        AdoPatException error = await AskForBrokerAsync(user);

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains("was built without it", error.Message, StringComparison.Ordinal);
        Assert.Contains("-UseBroker", error.Message, StringComparison.Ordinal);
        Assert.Contains("AdoPatBroker=package", error.Message, StringComparison.Ordinal);
        Assert.Empty(await emulator.GrantsOfAsync(user));
    }
#endif

    private Task<AdoPatException> AskForBrokerAsync(EntraUser user)
    {
        var request = new SignInRequest
        {
            Endpoints = ServiceEndpoints.ForEmulator(emulator.Uri),
            Tenant = user.Tenant,
            Method = SignInMethod.Broker,
            TokenCache = TokenCacheKind.Memory,
        };
        return Assert.ThrowsAsync<AdoPatException>(
            () => new MsalSignIn(Machine.Desktop).SignInAsync(request, new RecordingPrompt(), CancellationToken.None));
    }
}
