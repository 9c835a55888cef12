using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Packages;

/// <summary>A package for npm with nothing in it but its description; the same bytes each time.</summary>
internal static class NpmPackage
{
    public const string Description = "A package of the AdoPat emulator.";

    /// <summary>The name of a package's file.</summary>
    /// <param name="package">The package.</param>
    /// <returns>Without the scope of the name.</returns>
    public static string FileName(FeedPackage package) => $"{package.Name[(package.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{package.Version}.tgz";

    /// <summary>The checksum that npm compares.</summary>
    /// <param name="package">The package.</param>
    /// <returns>Such as <c>sha512-...</c>.</returns>
    public static string Integrity(FeedPackage package) => "sha512-" + Convert.ToBase64String(SHA512.HashData(Create(package)));

    /// <summary>Makes a package.</summary>
    /// <param name="package">Its name and version.</param>
    /// <returns>A tar file, packed with gzip.</returns>
    public static byte[] Create(FeedPackage package)
    {
        byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(new { name = package.Name, version = package.Version, description = Description });
        using MemoryStream file = new();
        using (GZipStream packed = new(file, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(packed))
        using (MemoryStream content = new(manifest))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "package/package.json")
            {
                DataStream = content,
                ModificationTime = DateTimeOffset.UnixEpoch,
                Mode = (UnixFileMode)0b110_100_100,
            });
        }

        return file.ToArray();
    }
}
