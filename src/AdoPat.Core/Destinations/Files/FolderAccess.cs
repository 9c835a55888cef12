#if NET
using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace AdoPat.Destinations.Files;

/// <summary>Asks the operating system whether files may be made in a folder. Unix only, where that takes no file.</summary>
internal static class FolderAccess
{
    private const int WriteAndSearch = 2 | 1;

    /// <summary>Returns when files may be made there.</summary>
    /// <exception cref="UnauthorizedAccessException">They may not, or the file system takes no writes.</exception>
    public static void DemandWrite(string folder)
    {
        if (Access(Encoding.UTF8.GetBytes(folder + "\0"), WriteAndSearch) != 0)
        {
            throw new UnauthorizedAccessException($"No file can be made in '{folder}': {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        }
    }

    [DllImport("libc", EntryPoint = "access", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);
}
#endif
