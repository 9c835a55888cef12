using System;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>The addresses that belong to the emulator itself and to no emulated service.</summary>
internal static class ControlRoutes
{
    public const string Prefix = "/_emulator";

    /// <summary>Whether a request is for the emulator itself: not recorded, never late, never faulty.</summary>
    /// <param name="path">The request's path.</param>
    /// <returns>True for the control interface and the start page.</returns>
    public static bool IsOwn(PathString path) =>
        path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase) || path.Value is "/" or "" or null or "/favicon.ico";
}
