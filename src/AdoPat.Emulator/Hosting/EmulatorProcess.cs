using System;
using System.IO;
using System.Threading.Tasks;
using AdoPat.Emulator.State;
using Microsoft.Extensions.Hosting;

namespace AdoPat.Emulator.Hosting;

/// <summary>The emulator as a process: arguments, ready notice, end.</summary>
internal static class EmulatorProcess
{
    /// <summary>Runs until somebody ends it.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code: 0 ended as asked, 1 could not start, 2 the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        EmulatorOptions options;
        try
        {
            options = CommandLine.Parse(args);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        if (options.Help)
        {
            Console.WriteLine(CommandLine.HelpText);
            return 0;
        }

        try
        {
            await RunAsync(options);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SeedException)
        {
            await Console.Error.WriteLineAsync($"The emulator could not start: {failure.Message}");
            return 1;
        }
    }

    private static async Task RunAsync(EmulatorOptions options)
    {
        await using EmulatorServer server = await EmulatorServer.StartAsync(options);
        using ReadyNotice notice = new(server);
        if (options.ReadyFile is { } readyFile)
        {
            notice.WriteTo(readyFile);
        }

        Console.WriteLine(notice.Json);
        await Task.WhenAny(server.Host.WaitForShutdownAsync(), StandardInput.WhenClosedAsync());
    }
}
