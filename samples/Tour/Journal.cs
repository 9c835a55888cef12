using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Tour;

/// <summary>What was sent, as the emulator saw it.</summary>
internal static class Journal
{
    /// <summary>Shows the requests, and checks that the sign-in was real and that nothing was sent twice.</summary>
    /// <param name="requests">The requests of the tour, in order.</param>
    public static void ShowAndCheck(IReadOnlyList<SeenRequest> requests)
    {
        Step.Begin("What was sent", "as the emulator saw it");
        foreach (SeenRequest request in requests)
        {
            Console.WriteLine($"{request.Method,-7}{request.Status,-5}{request.GrantType,-12} {request.Path}");
        }

        // Until the code is entered, the answer is 400 authorization_pending.
        IEnumerable<string> signIn = requests
            .Where(request => request.Path.Contains("/oauth2/", StringComparison.Ordinal) && request.Status == 200)
            .Select(request => request.Path.Split('/')[^1] + " " + request.GrantType);
        IEnumerable<string> changes = requests
            .Where(request => request.Path.EndsWith("/tokens/pats", StringComparison.Ordinal) && request.Method != "GET")
            .Select(request => request.Method);
        Step.Check(signIn.SequenceEqual(["devicecode ", "token device_code"]), "the sign-in was one exchange of a device code");
        Step.Check(changes.SequenceEqual(["POST", "PUT", "POST", "DELETE", "DELETE", "POST", "POST"]), "every change was sent once");
    }
}
