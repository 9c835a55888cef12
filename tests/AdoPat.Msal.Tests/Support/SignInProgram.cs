using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Msal.Tests.Support;

/// <summary>Signs in, in a process of its own, and writes what came of it as one line of JSON.</summary>
internal static class SignInProgram
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">The emulator's address, the user, the folder of the token cache, its kind, and <c>ask</c>, <c>silent</c> or <c>forget</c>.</param>
    /// <returns>A task that ends with the program.</returns>
    public static async Task Main(string[] args)
    {
        var prompt = new RecordingPrompt();
        var request = new SignInRequest
        {
            Endpoints = ServiceEndpoints.ForEmulator(new Uri(args[0])),
            Account = args[1],
            TokenCacheDirectory = args[2],
            TokenCache = Enum.Parse<TokenCacheKind>(args[3]),
            NonInteractive = args[4] != "ask",
            Method = args[4] == "ask" ? SignInMethod.DeviceCode : null,
            Timeout = TimeSpan.FromSeconds(30),
        };
        SignInOutcome outcome = await RunAsync(request, prompt, forget: args[4] == "forget");
        Console.WriteLine(JsonSerializer.Serialize(outcome));
    }

    private static async Task<SignInOutcome> RunAsync(SignInRequest request, RecordingPrompt prompt, bool forget)
    {
        try
        {
            IAccessTokenProvider provider = await new MsalSignIn(Machine.Terminal).SignInAsync(request, prompt, CancellationToken.None);
            if (forget)
            {
                await provider.ForgetAsync(CancellationToken.None);
            }

            return new SignInOutcome(provider.Account, provider.Method.ToString(), null, [.. prompt.Warnings]);
        }
        catch (AdoPatException e)
        {
            return new SignInOutcome(null, null, e.ErrorId, [.. prompt.Warnings]);
        }
    }
}
