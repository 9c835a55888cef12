using System;
using Xunit;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>The same as <see cref="UnixFactAttribute"/>, with data.</summary>
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Needs a Unix shell." : null;
}
