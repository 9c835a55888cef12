using System;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>A test of modes and links, which Windows has not.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Needs the modes of Unix." : null;
}
