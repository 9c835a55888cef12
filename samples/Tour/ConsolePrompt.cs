using System;
using AdoPat.Sessions;

namespace AdoPat.Tour;

/// <summary>Shows the words of a sign-in on the console.</summary>
internal sealed class ConsolePrompt : ISignInPrompt
{
    public void Ask(string message) => Console.WriteLine(message);

    public void Warn(string message) => Console.Error.WriteLine(message);

    public void Trace(string message)
    {
        // Detail for a log; the tour keeps none.
    }
}
