using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace AdoPat.Emulator.Hosting;

/// <summary>Standard input as a leash: whoever started the emulator with a pipe ends it by closing the pipe.</summary>
internal static partial class StandardInput
{
    private const int WindowsStandardInput = -10;
    private const int WindowsPipe = 3;

    /// <summary>Ends when standard input was a pipe and has closed; never when it is anything else.</summary>
    /// <returns>The wait.</returns>
    public static async Task WhenClosedAsync()
    {
        if (!IsPipe())
        {
            await Task.Delay(-1);
        }

        using Stream input = Console.OpenStandardInput();
        byte[] ignored = new byte[256];
        while (await input.ReadAsync(ignored) > 0)
        {
            // What is written there does not matter.
        }
    }

    private static bool IsPipe()
    {
        if (!Console.IsInputRedirected)
        {
            return false;
        }

        if (OperatingSystem.IsWindows())
        {
            return GetFileType(GetStdHandle(WindowsStandardInput)) == WindowsPipe;
        }

        // A file and /dev/null can be sought in, a pipe cannot.
        try
        {
            using SafeFileHandle handle = new(IntPtr.Zero, ownsHandle: false);
            using FileStream stream = new(handle, FileAccess.Read, bufferSize: 0);
            return !stream.CanSeek;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    [LibraryImport("kernel32.dll")]
    private static partial IntPtr GetStdHandle(int handle);

    [LibraryImport("kernel32.dll")]
    private static partial int GetFileType(IntPtr handle);
}
