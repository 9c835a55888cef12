using System;
using System.IO;
using System.IO.Compression;
using System.Security;
using System.Text;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Packages;

/// <summary>A package for NuGet that suits every framework, with nothing in it; the same bytes each time.</summary>
internal static class NuGetPackage
{
    public const string Description = "A package of the AdoPat emulator.";

    /// <summary>How names and versions are written in addresses.</summary>
    /// <param name="text">A name or version.</param>
    /// <returns>In lower case.</returns>
    public static string Normal(string text) => text.ToLowerInvariant();

    /// <summary>A package's description of itself.</summary>
    /// <param name="package">Its name and version.</param>
    /// <returns>A nuspec.</returns>
    public static string Manifest(FeedPackage package) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata>
            <id>{SecurityElement.Escape(package.Name)}</id>
            <version>{SecurityElement.Escape(package.Version)}</version>
            <authors>contoso</authors>
            <description>{Description}</description>
          </metadata>
        </package>

        """;

    /// <summary>Makes a package.</summary>
    /// <param name="package">Its name and version.</param>
    /// <returns>A nupkg.</returns>
    public static byte[] Create(FeedPackage package)
    {
        using MemoryStream file = new();
        using (ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, $"{package.Name}.nuspec", Manifest(package));
            Write(
                zip,
                "[Content_Types].xml",
                """<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="nuspec" ContentType="application/octet" /></Types>""");
            Write(zip, "lib/netstandard2.0/_._", "");
        }

        return file.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
