using System;
using System.IO;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>The path of a file that is a destination.</summary>
internal static class DestinationPath
{
    public const string Setting = "Path";

    // Of every system, so that the same token has the same file on each.
    private static readonly char[] NotInFileNames = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

    /// <summary>Makes the name of a token one of a file.</summary>
    /// <returns>The name with <c>_</c> for every character that some system does not allow in the name of a file.</returns>
    public static string FileNameOf(string name)
    {
        string safe = string.Concat(name.Select(character => char.IsControl(character) || Array.IndexOf(NotInFileNames, character) >= 0 ? '_' : character));
        return safe.Trim('.', ' ').Length == 0 ? "_" : safe;
    }

    /// <summary>A whole path, so that a journal means the same file wherever it is read.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is none.</exception>
    public static string Check(string path)
    {
        DestinationSettings.Require(Setting, path);
        try
        {
            return Path.GetFileName(path).Length > 0
                ? Path.GetFullPath(path)
                : throw DestinationSettings.Refused(Setting, path, "it is a folder; name the file.");
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw DestinationSettings.Refused(Setting, path, "it is no path of a file.");
        }
    }

    /// <summary>The path, if it leads where it says: the name of a token, which may stand in it, could lead elsewhere.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.DestinationFailed"/>: it does not.</exception>
    public static string Of(AdoPatDestination destination)
    {
        string path = destination.Need(Setting);
        return path.IndexOf('\0') < 0 && Path.IsPathRooted(path) && Path.GetFullPath(path) == path && Path.GetFileName(path).Length > 0
            ? path
            : throw destination.Failed("its path is not the whole path of a file. Make it anew with New-AdoPatDestination.");
    }

    /// <summary>A file in the user's home folder.</summary>
    public static string InHome(params string[] parts)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0
            ? Path.Combine([home, .. parts])
            : throw DestinationSettings.Refused(Setting, "", "this user has no home folder; name the file.");
    }
}
