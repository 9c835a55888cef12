using System;

namespace AdoPat.Http;

/// <summary>Random numbers that spread retries; of any thread.</summary>
internal static class Jitter
{
#if NET
    public static double Next() => Random.Shared.NextDouble();
#else
    private static readonly Random Source = new();

    public static double Next()
    {
        lock (Source)
        {
            return Source.NextDouble();
        }
    }
#endif
}
