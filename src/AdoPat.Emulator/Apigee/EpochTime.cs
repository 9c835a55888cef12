using System;

namespace AdoPat.Emulator.Apigee;

/// <summary>Times as Apigee writes them.</summary>
internal static class EpochTime
{
    /// <summary>Milliseconds since 1970.</summary>
    /// <param name="time">The time, UTC.</param>
    /// <returns>The number.</returns>
    public static long Of(DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds();
}
