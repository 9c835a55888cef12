using Xunit;

namespace AdoPat.Tests;

/// <summary>A test that needs PowerShell with Pester; skipped, and said so, where there is none.</summary>
public sealed class PesterTheoryAttribute : TheoryAttribute
{
    public PesterTheoryAttribute()
    {
        if (PowerShellHost.Missing is { } missing)
        {
            Skip = $"NOT RUN: the cmdlets were not tested, because {missing}.";
        }
    }
}
