#if NET
using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace AdoPat.Msal.Methods;

/// <summary>
/// Opens the user's browser on Linux as MSAL does, and also notices when that fails: MSAL does not look at how
/// <c>xdg-open</c> ends, and would wait for a browser that never opened until the time is up.
/// </summary>
internal sealed class LinuxBrowser
{
    // A browser writes a lot, and a text browser would take the terminal: neither gets at ours.
    private const string Quietly = "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1";

    // xdg-open may stay as long as the browser does. A browser that ends badly later has been there before.
    private static readonly TimeSpan TimeToFail = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends, with a sentence that says why, when no browser opened; never ends when one did.</summary>
    public Task<string> Failed => _failed.Task;

    /// <summary>Starts the opener. Does not wait for it: MSAL begins to listen when this returns.</summary>
    /// <param name="address">The address to open.</param>
    /// <returns>A task that ends at once.</returns>
    /// <exception cref="SignInUnavailableException">There is no opener.</exception>
    public Task OpenAsync(Uri address)
    {
        string opener = SignInEnvironment.FindLinuxOpener(SignInEnvironment.FindOnPath)
            ?? throw new SignInUnavailableException("No browser could be opened: xdg-open is not on the PATH.");
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("/bin/sh", ["-c", Quietly, opener, address.AbsoluteUri]) { UseShellExecute = false },
            EnableRaisingEvents = true,
        };
        var elapsed = Stopwatch.StartNew();
        process.Exited += (_, _) =>
        {
            if (process.ExitCode != 0 && elapsed.Elapsed < TimeToFail)
            {
                _failed.TrySetResult($"No browser could be opened: {opener} ended with exit code {process.ExitCode}.");
            }

            process.Dispose();
        };
        process.Start();
        return Task.CompletedTask;
    }
}
#endif
