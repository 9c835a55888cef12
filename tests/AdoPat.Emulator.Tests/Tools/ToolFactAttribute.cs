using System;
using Xunit;

namespace AdoPat.Emulator.Tests.Tools;

/// <summary>A test with a real tool, which may not be there.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool, bool needsLinux = false)
    {
        Tool = tool;
        NeedsLinux = needsLinux;
        Skip = Tools.Tool.Find(tool) is null ? $"Needs {tool} on the PATH."
            : needsLinux && !OperatingSystem.IsLinux() ? $"On this system, {tool} can be made to trust the emulator's certificate only by the machine's own store."
            : null;
    }

    public string Tool { get; }

    public bool NeedsLinux { get; }
}
