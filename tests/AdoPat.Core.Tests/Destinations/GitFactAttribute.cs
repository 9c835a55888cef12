using System;
using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>A test with git itself.</summary>
public sealed class GitFactAttribute : FactAttribute
{
    private static readonly bool IsThere = Start();

    public GitFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Needs a Unix shell." : IsThere ? null : "git is not installed: nothing was seen of git credential.";

    private static bool Start()
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true })!;
            git.WaitForExit();
            return git.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
