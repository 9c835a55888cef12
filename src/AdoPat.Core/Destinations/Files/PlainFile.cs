using System;
using System.IO;

namespace AdoPat.Destinations.Files;

/// <summary>
/// Replaces a file as a whole: whoever looks at it sees the old one or the new one. Unlike <see cref="AtomicFile"/> it is for files that
/// others read too: a new one gets the usual rights, one that was there keeps its own.
/// </summary>
internal static class PlainFile
{
    private const int BufferSize = 4096;

    /// <summary>Puts a new content in the place of the old one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is to be in it.</param>
    /// <param name="keepsOwner">Whether it must stay the file of its owner, a new one become that of its folder's; else it may be that of whoever writes.</param>
    /// <exception cref="IOException">It cannot be written, or would change its owner.</exception>
    public static void Replace(string path, byte[] content, bool keepsOwner = false)
    {
        string folder = Path.GetDirectoryName(path)!;
        string staged = Path.Combine(folder, $".{Guid.NewGuid():N}{AtomicFile.StagedEnding}");
        try
        {
            using (FileStream stream = CreateFor(path, staged))
            {
                stream.Write(content, 0, content.Length);
                stream.Flush(flushToDisk: true);
            }

            if (keepsOwner)
            {
                FileOwner.Copy(File.Exists(path) ? path : folder, staged);
            }

            Move(staged, path);
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }

    // Nobody may read in it before it has the rights of the file that it replaces.
    private static FileStream CreateFor(string path, string staged)
    {
#if NET
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            return new FileStream(staged, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
#endif
        return new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
    }

    private static void Move(string staged, string path)
    {
        if (!File.Exists(path))
        {
            File.Move(staged, path); // Fails when somebody else has made it in the meantime.
            return;
        }

#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(staged, File.GetUnixFileMode(path));
            File.Move(staged, path, overwrite: true);
            return;
        }
#endif
        FileAttributes attributes = File.GetAttributes(path);
        File.SetAttributes(path, attributes & ~FileAttributes.ReadOnly);
        File.Replace(staged, path, destinationBackupFileName: null);
        File.SetAttributes(path, attributes);
    }
}
