using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace AdoPat.Tests;

/// <summary>The PowerShell on PATH, and whether the suite can run in it.</summary>
internal static class PowerShellHost
{
    private const int RequiredPester = 5;

    /// <summary>Why the suite cannot run here; null when it can.</summary>
    public static string? Missing { get; } = FindMissing();

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static Process Start(string[] arguments)
    {
        ProcessStartInfo start = new("pwsh")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = "1";
        foreach (string argument in (string[])["-NoProfile", "-NonInteractive", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private static string? FindMissing()
    {
        string[] names = OperatingSystem.IsWindows() ? ["pwsh.exe"] : ["pwsh"];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!path.Any(directory => names.Any(name => File.Exists(Path.Combine(directory, name)))))
        {
            return "there is no pwsh on PATH";
        }

        (int _, string version) = RunAsync(
            "-Command", "(Get-Module Pester -ListAvailable | Sort-Object Version | Select-Object -Last 1).Version.Major").GetAwaiter().GetResult();
        return int.TryParse(version.Trim(), out int major) && major >= RequiredPester
            ? null
            : $"pwsh has no Pester {RequiredPester} on its module path";
    }
}
