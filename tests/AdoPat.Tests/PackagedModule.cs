using System.IO;
using System.Threading.Tasks;
using AdoPat.Tests.Support;
using Xunit;

namespace AdoPat.Tests;

/// <summary>The module as it is published, made once for all files of the suite.</summary>
public sealed class PackagedModule : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (PowerShellHost.Missing is null)
        {
            (int exitCode, string output) = await PowerShellHost.RunAsync("-File", Path.Combine(Repository.Root, "build.ps1"), "Package");
            Assert.True(exitCode == 0, $"build.ps1 Package ended with {exitCode}:\n{output}");
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
