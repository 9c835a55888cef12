using System.IO;
using System.Security.AccessControl;
using System.Security.Principal;

namespace AdoPat.Destinations.Files;

/// <summary>A new file that only its owner has access to, on Windows. Written by the documentation; not tried on a Windows machine yet.</summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
internal static class OwnerOnlyAccess
{
    private const int BufferSize = 4096;

    /// <summary>Creates the file with the access list that it keeps; nothing is inherited from the folder.</summary>
    public static FileStream Create(string path)
    {
        FileSecurity access = Make();
#if NET
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.Read, FileShare.None, BufferSize, FileOptions.None, access);
#else
        return new FileStream(path, FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.Read, FileShare.None, BufferSize, FileOptions.None, access);
#endif
    }

#if !NET
    /// <summary>Takes a file that is there from everybody else.</summary>
    public static void Apply(string path) => File.SetAccessControl(path, Make());
#endif

    private static FileSecurity Make()
    {
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        FileSecurity access = new();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        access.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return access;
    }
}
