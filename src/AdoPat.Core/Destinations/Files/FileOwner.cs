using System.IO;
#if NET
using System;
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace AdoPat.Destinations.Files;

/// <summary>To whom a file belongs. On Linux only: Windows keeps the owner of a file that is replaced, and nothing else runs Apigee Edge.</summary>
internal static class FileOwner
{
    /// <summary>Gives a file to the user and the group of another one.</summary>
    /// <exception cref="IOException">It belongs to others, and whoever runs this may not give it to them.</exception>
    public static void Copy(string from, string to)
    {
#if NET
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        (uint user, uint group) = Of(from);
        if (Of(to) != (user, group) && Change(Encode(to), user, group) != 0)
        {
            throw new IOException($"'{from}' belongs to user {user} and group {group}, and the new file would not. Run this as that user, or as root.");
        }
#else
        _ = (from, to);
#endif
    }

#if NET
    private const int CurrentFolder = -100;
    private const uint UserAndGroup = 0x18;

    // The layout of struct statx is the same on all processors; that of struct stat is not.
    private const int StatxSize = 256;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;

    private static (uint User, uint Group) Of(string path)
    {
        byte[] status = new byte[StatxSize];
        return Statx(CurrentFolder, Encode(path), 0, UserAndGroup, status) == 0
            ? (BitConverter.ToUInt32(status, UserOffset), BitConverter.ToUInt32(status, GroupOffset))
            : throw new IOException($"To whom '{path}' belongs cannot be told.");
    }

    private static byte[] Encode(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Change(byte[] path, uint user, uint group);
#endif
}
