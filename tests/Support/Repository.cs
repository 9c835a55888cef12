using System;
using System.IO;

namespace AdoPat.Tests.Support;

/// <summary>Where things are in the working copy, seen from a test's build output.</summary>
internal static class Repository
{
    // ends with the configuration and the target framework, as for every project
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The official API descriptions. They are kept beside the working copy, not in it.</summary>
    public static string Specifications { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "specs", "azure-devops"));

    /// <summary>The descriptions of Apigee Edge's management API, in the same way.</summary>
    public static string EdgeSpecifications { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "specs", "apigee-edge"));

    /// <summary>What was built of a project, in the same configuration as this test.</summary>
    /// <param name="folder"><c>src</c>, <c>samples</c> or <c>tests</c>.</param>
    /// <param name="project">The project.</param>
    /// <param name="framework">The target framework.</param>
    /// <returns>The assembly's path.</returns>
    public static string BuildOf(string folder, string project, string framework = "net10.0") =>
        Path.Combine(Root, folder, project, "bin", Configuration, framework, project + ".dll");

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
