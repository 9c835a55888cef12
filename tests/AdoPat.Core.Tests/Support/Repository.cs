using System;
using System.IO;

namespace AdoPat.Core.Tests.Support;

/// <summary>Where things are in the working copy, seen from this test's build output.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    // ends with the configuration and the target framework, as for every project
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The official API descriptions. They are kept beside the working copy, not in it.</summary>
    public static string Specifications { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "specs", "azure-devops"));

    public static string Emulator { get; } =
        Path.Combine(Root, "src", "AdoPat.Emulator", "bin", Configuration, "net10.0", "AdoPat.Emulator.dll");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AdoPatModule.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run in a working copy of the repository.");
    }
}
