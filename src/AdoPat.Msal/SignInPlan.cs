using System.Collections.Generic;
using AdoPat.Sessions;

namespace AdoPat.Msal;

/// <summary>The methods a sign-in tries, in this order.</summary>
/// <param name="Methods">Never empty; the first is the cache.</param>
/// <param name="WhyNoPrompt">Why no method that prompts is among them, as a sentence; null when there is one.</param>
internal sealed record SignInPlan(IReadOnlyList<SignInMethod> Methods, string? WhyNoPrompt)
{
    /// <summary>Decides, from what is asked for and what is possible.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="environment">What is possible.</param>
    /// <returns>The plan.</returns>
    public static SignInPlan For(SignInRequest request, SignInEnvironment environment)
    {
        if (request.NonInteractive)
        {
            return CacheOnly("Prompting was switched off (-NonInteractive).");
        }

        // A device code needs no desktop: somebody who asks for one reads the log and has another screen.
        if (environment.WhyUnattended is not null && request.Method != SignInMethod.DeviceCode)
        {
            return CacheOnly(environment.WhyUnattended);
        }

        return request.Method switch
        {
            SignInMethod.Cache => CacheOnly("Only the token cache was asked for."),
            { } asked => new SignInPlan([SignInMethod.Cache, asked], null),
            null => Fitting(request, environment),
        };
    }

    private static SignInPlan Fitting(SignInRequest request, SignInEnvironment environment)
    {
        List<SignInMethod> methods = [SignInMethod.Cache];
        if (environment.HasBroker && FitsBroker(request))
        {
            methods.Add(SignInMethod.Broker);
        }

        if (environment.CanOpenBrowser)
        {
            methods.Add(SignInMethod.Browser);
        }

        methods.Add(SignInMethod.DeviceCode);
        return new SignInPlan(methods, null);
    }

    // A registration of one's own often lacks the broker's redirect address, and the broker knows no other authority
    // than the real one. Who wants it all the same asks for it.
    private static bool FitsBroker(SignInRequest request) =>
        request.ClientId == SignInRequest.DefaultClientId && !request.Endpoints.IsEmulator;

    private static SignInPlan CacheOnly(string why) => new([SignInMethod.Cache], why);
}
