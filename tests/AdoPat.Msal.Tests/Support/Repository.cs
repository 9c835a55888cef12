using System;
using System.IO;

namespace AdoPat.Msal.Tests.Support;

/// <summary>Where things are in the working copy, seen from this test's build output.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    private static readonly string Configuration = Framework.Parent!.Name;

    private static readonly string Root = Framework.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>What was built of a project, in the same configuration as this test.</summary>
    /// <param name="folder"><c>src</c>, <c>samples</c> or <c>tests</c>.</param>
    /// <param name="project">The project.</param>
    /// <param name="framework">The target framework.</param>
    /// <returns>The assembly's path.</returns>
    public static string BuildOf(string folder, string project, string framework = "net10.0") =>
        Path.Combine(Root, folder, project, "bin", Configuration, framework, project + ".dll");
}
