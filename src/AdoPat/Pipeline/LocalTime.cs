using System;
using System.Globalization;

namespace AdoPat.Pipeline;

/// <summary>Times as the tables show them: local, and the same in every culture.</summary>
internal static class LocalTime
{
    public static string Show(DateTimeOffset time) => time.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
