using System.IO;

namespace AdoPat.Emulator.State;

/// <summary>What the emulator starts with when nothing else is said.</summary>
internal static class DefaultSeed
{
    /// <summary>Reads the built-in seed.</summary>
    /// <returns>JSON, with times relative to now.</returns>
    public static string Read()
    {
        using Stream stream = typeof(DefaultSeed).Assembly.GetManifestResourceStream("default-seed.json")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
