using System;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace AdoPat.Benchmarks.Bare;

/// <summary>What something costs this process.</summary>
internal static class Cost
{
    /// <summary>Measures work.</summary>
    /// <param name="work">Measured by time, processor and memory.</param>
    /// <returns>Seconds, seconds of the processor, and megabytes; the memory at its highest is that of the whole process.</returns>
    public static async Task<JsonObject> OfAsync(Func<Task> work)
    {
        using Process process = Process.GetCurrentProcess();
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await work();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan used = Environment.CpuUsage.TotalTime - processor;
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        process.Refresh();
        return new JsonObject
        {
            ["seconds"] = elapsed.TotalSeconds,
            ["cpu"] = used.TotalSeconds,
            ["allocated"] = bytes / 1e6,
            ["peak"] = process.PeakWorkingSet64 / 1e6,
        };
    }
}
