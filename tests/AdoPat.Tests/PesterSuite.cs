using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AdoPat.Tests;

/// <summary>
/// The Pester suite on the packaged module: every file in a PowerShell of its own. A failure shows the names of the
/// Pester tests that failed, and why.
/// </summary>
public sealed class PesterSuite(ITestOutputHelper log) : IClassFixture<PackagedModule>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "AdoPat.Tests");

    public static IEnumerable<object[]> Files => Directory.EnumerateFiles(Folder, "*.Tests.ps1")
        .Select(file => new object[] { Path.GetFileName(file) })
        .OrderBy(row => row[0]);

    [PesterTheory]
    [MemberData(nameof(Files))]
    public async Task Pester(string file)
    {
        (int exitCode, string output) = await PowerShellHost.RunAsync("-File", Path.Combine(Folder, "Invoke-Suite.ps1"), "-Path", Path.Combine(Folder, file));

        log.WriteLine(output);
        Assert.True(exitCode == 0, $"{file} has failures:\n{output}");
    }
}
