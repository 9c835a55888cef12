using System;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Server;

/// <summary>A test that gives files to others, which only root may do.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "Needs root on Linux.";
}
