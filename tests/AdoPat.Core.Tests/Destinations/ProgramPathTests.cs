using System;
using System.IO;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations.Git;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>Which git is started, and how long it is waited for.</summary>
[UnsupportedOSPlatform("windows")]
public class ProgramPathTests : DestinationTest
{
    [UnixFact]
    public async Task Only_absolute_folders_of_the_PATH_are_looked_into()
    {
        string there = await ScriptAsync("git", "exit 0");
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, Folder);

        Assert.Null(ProgramPath.Find("git", $"{relative}::.:"));
        Assert.Null(ProgramPath.Find("git", null));
        Assert.Equal(there, ProgramPath.Find("git", $".:{Folder}"));
        Assert.Equal(there, ProgramPath.Find(there, ""));
    }

    [UnixFact]
    public async Task What_cannot_be_run_is_passed_over()
    {
        await File.WriteAllTextAsync(PathOf("git"), "no program");

        Assert.Null(ProgramPath.Find("git", Folder));
    }

    [UnixFact]
    public async Task A_helper_in_the_background_that_keeps_the_output_open_is_not_waited_for_when_the_work_ends()
    {
        string ended = PathOf("ended");
        string git = await ScriptAsync("git", $"cat > /dev/null; sleep 20 & : > '{ended}'");
        using CancellationTokenSource stop = new();
        Task<string?> run = new GitCommand(program: git).RunAsync("approve", "", stop.Token);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(15));
        while (!File.Exists(ended))
        {
            await Task.Delay(5, limit.Token);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private async Task<string> ScriptAsync(string name, string commands)
    {
        string path = PathOf(name);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{commands}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
