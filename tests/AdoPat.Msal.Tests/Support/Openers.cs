using System;
using System.IO;
using System.Runtime.Versioning;
using Xunit;

namespace AdoPat.Msal.Tests.Support;

/// <summary>
/// Puts an <c>xdg-open</c> of ours first on the PATH of this process. Tests that need one share this collection, so
/// that none runs while another has its own there.
/// </summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class Openers : ICollectionFixture<Openers>, IDisposable
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "xdg-open";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-path-");
    private readonly string _path = Environment.GetEnvironmentVariable("PATH") ?? "";

    public Openers() => Environment.SetEnvironmentVariable("PATH", _folder.FullName + Path.PathSeparator + _path);

    /// <summary>Says what happens when an address is opened.</summary>
    /// <param name="script">A shell script; <c>$1</c> is the address.</param>
    [UnsupportedOSPlatform("windows")]
    public void Use(string script)
    {
        string file = Path.Combine(_folder.FullName, "xdg-open");
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Delete(recursive: true);
    }
}
