#if ADOPAT_BROKER
using System;
using System.Runtime.InteropServices;

namespace AdoPat.Msal.Methods;

/// <summary>
/// The window that the broker's prompt belongs to; without a visible one the prompt hides behind the terminal and the
/// sign-in looks frozen.
/// </summary>
internal static class ParentWindow
{
    private const uint RootOwner = 3;

    /// <summary>Finds it.</summary>
    /// <returns>A window handle; zero outside Windows.</returns>
    public static IntPtr Find()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return IntPtr.Zero;
        }

        // Windows Terminal owns the console's window, but some versions give a hidden one; ISE has no console at all.
        IntPtr owner = GetAncestor(GetConsoleWindow(), RootOwner);
        if (owner != IntPtr.Zero && IsWindowVisible(owner))
        {
            return owner;
        }

        IntPtr foreground = GetForegroundWindow();
        return foreground != IntPtr.Zero ? foreground : GetDesktopWindow();
    }

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetConsoleWindow();

    [DllImport("user32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetAncestor(IntPtr window, uint flags);

    [DllImport("user32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool IsWindowVisible(IntPtr window);

    [DllImport("user32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetForegroundWindow();

    [DllImport("user32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetDesktopWindow();
}
#endif
