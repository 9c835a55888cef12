using System.IO;

namespace AdoPat.Destinations.Files;

/// <summary>
/// Replaces a file as a whole: whenever the machine stops, there is the old one or the new one. A symbolic link stays, and
/// what it points to is replaced.
/// </summary>
/// <remarks>
/// A file that is new can be read and written by its owner only. One that was there before keeps what its owner may do
/// with it, and group and others lose what they may: it holds a secret now. The caller holds the <see cref="FileLock"/>.
/// </remarks>
internal static class AtomicFile
{
    /// <summary>How the name of a file ends that a killed process may leave.</summary>
    public const string StagedEnding = ".adopat-new";

#if NET
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Owner = OwnerOnly | UnixFileMode.UserExecute;
#endif

    /// <summary>Where the file really is.</summary>
    /// <exception cref="IOException">It is a link that cannot be followed.</exception>
    public static string Resolve(string path)
    {
#if NET
        FileInfo file = new(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
#else
        return File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0
            ? throw new IOException("It is a link. Give the path of the file itself.")
            : path;
#endif
    }

    /// <summary>Puts a new content in the place of the old one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is to be in it.</param>
    /// <param name="flushFolder">
    /// Whether the new content must be there when the machine stops after this; else it may be the old one, but never a part.
    /// </param>
    public static void Replace(string path, byte[] content, bool flushFolder = true)
    {
        string staged = Stage(path, content);
        Commit(staged, path, flushFolder);
    }

    /// <summary>Writes the new content beside the file, down to the disk.</summary>
    /// <returns>The path of the new file.</returns>
    internal static string Stage(string path, byte[] content)
    {
        MakeFolder(Path.GetDirectoryName(path)!);

        CleanUp(path);
        string staged = StagedPathOf(path);
        try
        {
            using FileStream stream = CreateFor(path, staged);
            stream.Write(content, 0, content.Length);
            stream.Flush(flushToDisk: true);
            return staged;
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }

    /// <summary>Finds out whether a new content could be written beside the file. A folder that is missing is made.</summary>
    public static void Try(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        MakeFolder(folder);
        FolderProbe.Run(folder);
    }

    /// <summary>Deletes what a killed process left beside the file. It holds a secret, and has one name so that it is found.</summary>
    public static void CleanUp(string path)
    {
        string staged = StagedPathOf(path);
        if (File.Exists(staged))
        {
            File.Delete(staged);
        }
    }

    /// <summary>Gives a staged file the name of the old one.</summary>
    internal static void Commit(string staged, string path, bool flushFolder = true)
    {
        try
        {
#if NET
            File.Move(staged, path, overwrite: true);
            if (flushFolder)
            {
                FolderFlush.Flush(Path.GetDirectoryName(path)!);
            }
#else
            _ = flushFolder; // A new name is as safe as Windows makes it.
            if (File.Exists(path))
            {
                OwnerOnlyAccess.Apply(path); // What replaces a file gets its access list.
                File.Replace(staged, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(staged, path);
            }
#endif
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }

    internal static string StagedPathOf(string path) => Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + StagedEnding);

    /// <summary>Takes what group and others may do with a file from them.</summary>
    public static void Narrow(string path)
    {
#if NET
        if (!System.OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var mode && mode != (mode & Owner))
        {
            File.SetUnixFileMode(path, mode & Owner);
        }
#endif
    }

    /// <summary>Makes a folder that is not there, which only its owner can see into.</summary>
    public static void MakeFolder(string folder)
    {
#if NET
        if (!System.OperatingSystem.IsWindows() && !Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, Owner);
            return;
        }
#endif
        Directory.CreateDirectory(folder);
    }

    private static FileStream CreateFor(string path, string staged)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
        {
            return new FileStream(staged, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = File.Exists(path) ? File.GetUnixFileMode(path) & Owner : OwnerOnly,
            });
        }
#endif
        return OwnerOnlyAccess.Create(staged);
    }
}
