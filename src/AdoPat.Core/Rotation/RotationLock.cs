using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace AdoPat.Rotation;

/// <summary>
/// Holds a name for one worker among all processes of the user, as an open file. However the process ends, the operating
/// system lets go of it.
/// </summary>
internal sealed class RotationLock : IDisposable
{
    private const int Tries = 100;

    // On Windows an open file keeps its name, and only there "delete on close" is safe: see TryTake.
    private static readonly bool NameOutlivesHandle = Path.DirectorySeparatorChar == '/';

    private readonly FileStream _file;

    private RotationLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">Where locks are; it exists.</param>
    /// <param name="key">What is locked.</param>
    /// <returns>The lock, to be disposed of; null when somebody has it.</returns>
    public static RotationLock? TryTake(string folder, string key)
    {
        string path = Path.Combine(folder, NameOf(key));
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            if (TryOpen(path) is not { } file)
            {
                return null;
            }

            if (!NameOutlivesHandle || HasTheName(file))
            {
                return new RotationLock(file);
            }

            file.Dispose();
        }

        return null;
    }

    /// <summary>Lets go.</summary>
    public void Dispose()
    {
        if (NameOutlivesHandle)
        {
            File.Delete(_file.Name);
        }

        _file.Dispose();
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            FileOptions options = NameOutlivesHandle ? FileOptions.None : FileOptions.DeleteOnClose;
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (Exception held) when (held is IOException ? IsHeld(held.HResult) : held is UnauthorizedAccessException && !NameOutlivesHandle)
        {
            // On Windows "access denied" is what a file says that is being deleted.
            return null;
        }
    }

    // A full disk or too many open files are no holder. EWOULDBLOCK on Linux and on macOS; sharing and lock violation on Windows.
    private static bool IsHeld(int code) =>
        NameOutlivesHandle ? code is 11 or 35 : (code & 0xFFFF) is 32 or 33;

    // Between the opening and the locking, the holder before may have removed the name: then this is a file that nobody
    // else can see, and no lock. A random length, seen by the name, tells them apart; it takes no space.
    private static bool HasTheName(FileStream file)
    {
        byte[] random = new byte[3];
        using RandomNumberGenerator generator = RandomNumberGenerator.Create();
        generator.GetBytes(random);
        file.SetLength(1 + random[0] + (random[1] << 8) + (random[2] << 16));
        FileInfo named = new(file.Name);
        return named.Exists && named.Length == file.Length;
    }

    private static string NameOf(string key)
    {
        byte[] text = Encoding.UTF8.GetBytes(key);
#if NET
        byte[] hash = SHA256.HashData(text);
#else
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(text);
#endif
        return new Guid(hash.AsSpan(0, 16).ToArray()).ToString("N") + ".lock";
    }
}
