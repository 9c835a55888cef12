using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Destinations.Git;

/// <summary>
/// Runs <c>git credential</c>. Everything goes through its standard input and output: a command line is there for all
/// users of a machine to see. It asks nobody, and looks at the user's configuration only, not at that of a repository.
/// </summary>
/// <param name="environment">Variables that are set for git, over those of this process.</param>
/// <param name="program">What to start: a name that is looked for in the PATH, or an absolute path.</param>
internal sealed class GitCommand(IReadOnlyDictionary<string, string>? environment = null, string program = "git")
{
    private const string NotFound = "git could not be started. Install it, and put its folder, as an absolute path, in the PATH.";

    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> Silence = new()
    {
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_ASKPASS"] = "", // Empty, so that neither core.askPass nor SSH_ASKPASS is looked for.
        ["GCM_INTERACTIVE"] = "never",
    };

    /// <summary>Runs one operation.</summary>
    /// <param name="operation"><c>approve</c>, <c>reject</c> or <c>fill</c>.</param>
    /// <param name="input">The lines for its standard input.</param>
    /// <param name="cancellationToken">Ends git too.</param>
    /// <returns>Its output; null when it did not succeed.</returns>
    /// <exception cref="IOException">git is not there, or does not end.</exception>
    public async Task<string?> RunAsync(string operation, string input, CancellationToken cancellationToken)
    {
        using Process git = new() { StartInfo = StartOf(operation), EnableRaisingEvents = true };
        TaskCompletionSource<bool> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        git.Exited += (_, _) => exited.TrySetResult(true);
        Start(git);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(LongestRun);
        using CancellationTokenRegistration end = stop.Token.Register(() =>
        {
            Kill(git);
            stopped.TrySetResult(true);
        });

        // What it complains about is read, so that it can write it, and told to nobody.
        git.ErrorDataReceived += (_, _) => { };
        git.BeginErrorReadLine();
        await FeedAsync(git, input).ConfigureAwait(false);
        Task<string> output = git.StandardOutput
#if NET
            .ReadToEndAsync(CancellationToken.None);
#else
            .ReadToEndAsync();
#endif
        // A helper that lives on in the background may keep the output open after git has exited.
        Task finished = Task.WhenAll(exited.Task, output);
        await Task.WhenAny(finished, stopped.Task).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!finished.IsCompleted)
        {
            throw new IOException("git, or the credential helper that it calls, did not end within a minute. Try 'git credential fill' by hand.");
        }

        await finished.ConfigureAwait(false);
        return git.ExitCode == 0 ? await output.ConfigureAwait(false) : null;
    }

    private ProcessStartInfo StartOf(string operation)
    {
        string path = ProgramPath.Find(program, Environment.GetEnvironmentVariable("PATH")) ?? throw new IOException(NotFound);
        ProcessStartInfo start = new(path, "credential " + operation)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            WorkingDirectory = Path.GetPathRoot(Path.GetTempPath())!,
        };
        foreach (KeyValuePair<string, string> variable in Silence)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        foreach (KeyValuePair<string, string> variable in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable.Key] = variable.Value;
        }

        start.Environment.Remove("GIT_DIR");
        return start;
    }

    private static void Start(Process git)
    {
        try
        {
            git.Start();
        }
        catch (Win32Exception missing)
        {
            throw new IOException(NotFound, missing);
        }
    }

    private static async Task FeedAsync(Process git, string input)
    {
        try
        {
            // The writer of the process would write in the code page of a console.
            using StreamWriter writer = new(git.StandardInput.BaseStream, new UTF8Encoding(false));
            await writer.WriteAsync(input).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended without reading; its exit code says how.
        }
    }

    private static void Kill(Process git)
    {
        try
        {
#if NET
            git.Kill(entireProcessTree: true);
#else
            git.Kill();
#endif
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It was quicker.
        }
    }
}
