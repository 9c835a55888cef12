using System;
using System.Linq;
using Xunit;

namespace AdoPat.Msal.Tests.Support;

/// <summary>A test that needs Linux, and perhaps programs on it. Where they are missing it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    /// <summary>Makes a fact.</summary>
    /// <param name="programs">The programs that must be on the PATH.</param>
    public LinuxFactAttribute(params string[] programs)
    {
        Programs = programs;
        string[] missing = [.. programs.Where(program => SignInEnvironment.FindOnPath(program) is null)];
        Skip = !OperatingSystem.IsLinux() ? "Runs on Linux only."
            : missing.Length > 0 ? $"Not on the PATH: {string.Join(", ", missing)}."
            : null;
    }

    /// <summary>The programs that must be on the PATH.</summary>
    public string[] Programs { get; }
}
