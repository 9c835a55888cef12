using System;

namespace AdoPat.Emulator.Tokens;

/// <summary>The service keeps times in SQL's datetime, which counts in three-hundredths of a second.</summary>
internal static class SqlTime
{
    private const double PartsPerSecond = 300;

    /// <summary>Rounds as the service's database does.</summary>
    /// <param name="time">A time, UTC.</param>
    /// <returns>The nearest three-hundredth of a second; 23.319 becomes 23.32.</returns>
    public static DateTime Round(DateTime time)
    {
        long second = time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond);
        double parts = Math.Round((time.Ticks - second) * PartsPerSecond / TimeSpan.TicksPerSecond);
        return new DateTime(second + (long)(parts * TimeSpan.TicksPerSecond / PartsPerSecond), DateTimeKind.Utc);
    }
}
