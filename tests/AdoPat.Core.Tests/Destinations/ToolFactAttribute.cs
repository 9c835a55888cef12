using System;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>A test with a program that people use with a token. Where it is missing, the test says so.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string program)
    {
        Program = program;
        Skip = OperatingSystem.IsWindows() ? "Needs a Unix shell." : Tool.IsInstalled(program) ? null : $"{program} is not installed: nothing was seen of it.";
    }

    public string Program { get; }
}
