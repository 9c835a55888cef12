using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;

namespace AdoPat.Destinations.Files;

/// <summary>Finds out whether files can be made in a folder, by making one: rights alone do not tell.</summary>
internal static class FolderProbe
{
    // Hundreds of tokens in a row may go to one folder.
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(1);

    private static readonly ConcurrentDictionary<string, Stopwatch> Good = new(StringComparer.Ordinal);

    /// <summary>Returns when files can be made there, or could a moment ago.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not.</exception>
    public static void Run(string folder)
    {
        if (Good.TryGetValue(folder, out Stopwatch? since) && since.Elapsed < Validity)
        {
            return;
        }

        string path = Path.Combine(folder, $".{Guid.NewGuid():N}{AtomicFile.StagedEnding}");
        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
        {
        }

        Good[folder] = Stopwatch.StartNew();
    }
}
