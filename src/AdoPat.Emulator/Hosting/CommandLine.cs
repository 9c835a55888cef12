using System;
using System.Globalization;

namespace AdoPat.Emulator.Hosting;

/// <summary>Reads the command line.</summary>
internal static class CommandLine
{
    public const string HelpText =
        """
        A local Azure DevOps, Microsoft Entra ID and Apigee Edge, for trying AdoPat out and for tests.

        Usage: AdoPat.Emulator [options]

          --port N                 TCP port on the loopback addresses; 0 (the default) takes a free one.
          --seed FILE.json         Start with this state instead of the built-in one (docs/emulator.md).
          --ready-file FILE        Write the address, certificate and process id to FILE once it listens.
                                   The same JSON is the first line on standard output.
          --sign-in UPN            Approve every sign-in (browser and device code) for this user.
          --latency MS             Answer every request of an emulated service so much later.
          --token-lifetime SECONDS Life of Entra access tokens (default 3600).
          --budget N               Requests per user in five minutes before answers are delayed, then refused.
          --quiet                  No log line per request on standard error.
          --help                   This text.

        Open the address in a browser to see users, organizations, tokens, e-mails and requests.
        It ends on Ctrl+C, on SIGTERM, and when its standard input was a pipe that closes.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">As given to the process.</param>
    /// <returns>The options.</returns>
    /// <exception cref="FormatException">An argument is unknown, or its value is not of the right kind.</exception>
    public static EmulatorOptions Parse(string[] args)
    {
        EmulatorOptions options = new() { LogRequests = true };
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i];
            options = name switch
            {
                "--help" or "-h" or "-?" => options with { Help = true },
                "--quiet" => options with { LogRequests = false },
                "--port" => options with { Port = Number(args, ref i, 65535) },
                "--seed" => options with { SeedFile = Value(args, ref i) },
                "--ready-file" => options with { ReadyFile = Value(args, ref i) },
                "--sign-in" => options with { SignIn = Value(args, ref i) },
                "--latency" => options with { Latency = TimeSpan.FromMilliseconds(Number(args, ref i, 600_000)) },
                "--token-lifetime" => options with { TokenLifetime = TimeSpan.FromSeconds(Number(args, ref i, 86_400)) },
                "--budget" => options with { Budget = Number(args, ref i, int.MaxValue) },
                _ => throw new FormatException($"The argument '{name}' is not known. --help lists those that are."),
            };
        }

        return options;
    }

    private static string Value(string[] args, ref int i)
    {
        string name = args[i];
        i++;
        return i < args.Length ? args[i] : throw new FormatException($"{name} needs a value.");
    }

    private static int Number(string[] args, ref int i, int maximum)
    {
        string name = args[i];
        string text = Value(args, ref i);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= maximum
            ? value
            : throw new FormatException($"{name} needs a whole number from 0 to {maximum}; '{text}' is none.");
    }
}
