using System;
using Xunit;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>A test of signals and shells, which Windows has not.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Needs a Unix shell." : null;
}
