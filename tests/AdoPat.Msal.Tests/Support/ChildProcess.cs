using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Tasks;
using AdoPat.Sessions;

namespace AdoPat.Msal.Tests.Support;

/// <summary>Sign-ins in other processes.</summary>
internal static class ChildProcess
{
    /// <summary>Signs in, in a process of its own.</summary>
    /// <param name="emulator">Where.</param>
    /// <param name="user">Who.</param>
    /// <param name="folder">The folder of the token cache.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="mode"><c>ask</c>, <c>silent</c> or <c>forget</c>.</param>
    /// <param name="environment">Variables that are different there.</param>
    /// <returns>What came of it.</returns>
    public static async Task<SignInOutcome> SignInAsync(
        Emulator emulator, EntraUser user, string folder, TokenCacheKind kind, string mode, IReadOnlyDictionary<string, string>? environment = null)
    {
        string output = await RunAsync("dotnet", [typeof(ChildProcess).Assembly.Location, .. Arguments(emulator, user, folder, kind, mode)], environment);
        return OutcomeIn(output);
    }

    /// <summary>The command line of <see cref="SignInProgram"/>.</summary>
    public static string[] Arguments(Emulator emulator, EntraUser user, string folder, TokenCacheKind kind, string mode) =>
        [emulator.Uri.AbsoluteUri, user.Upn, folder, kind.ToString(), mode];

    /// <summary>Reads what <see cref="SignInProgram"/> wrote.</summary>
    public static SignInOutcome OutcomeIn(string line) =>
        JsonSerializer.Deserialize<SignInOutcome>(line) ?? throw new InvalidOperationException("The child process wrote nothing.");

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }
}
