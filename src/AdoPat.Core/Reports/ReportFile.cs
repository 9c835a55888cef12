using System;
using System.IO;
using AdoPat.Destinations.Files;
using AdoPat.Models;

namespace AdoPat.Reports;

/// <summary>
/// The file of a report. It is replaced as a whole: whoever looks at it sees the old report or the new one. Unlike a file with a
/// secret, it is for others too: a new one gets the usual rights, one that was there keeps its own.
/// </summary>
public sealed class ReportFile
{
    private readonly string _path;
    private readonly bool _noClobber;
    private readonly bool _force;

    /// <summary>Names the file.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="noClobber">True to keep what is there.</param>
    /// <param name="force">True to replace a file that is read-only.</param>
    public ReportFile(string path, bool noClobber = false, bool force = false)
    {
        _path = path;
        _noClobber = noClobber;
        _force = force;
    }

    /// <summary>Finds out whether the report can be written. Nothing is changed.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ReportNotWritten"/>: it cannot; the message says why.</exception>
    public void Check() => Attempt(() =>
    {
        if (Directory.Exists(_path))
        {
            throw Refused("a folder has that name", "Name a file in it.");
        }

        string folder = Path.GetDirectoryName(_path)!;
        if (!Directory.Exists(folder))
        {
            throw Refused("the folder is not there", $"Make it first: New-Item -ItemType Directory '{folder}'.");
        }

        RefuseWhatIsThere();
        FolderProbe.Run(folder);
    });

    /// <summary>Writes the report.</summary>
    /// <param name="content">What is to be in the file.</param>
    /// <returns>The file.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ReportNotWritten"/>: it was not written; the message says why.</exception>
    public FileInfo Write(byte[] content)
    {
        Attempt(() =>
        {
            RefuseWhatIsThere();
            PlainFile.Replace(AtomicFile.Resolve(_path), content);
        });
        return new FileInfo(_path);
    }

    private void RefuseWhatIsThere()
    {
        if (!File.Exists(_path))
        {
            return;
        }

        if (_noClobber)
        {
            throw Refused("it is there already, and -NoClobber keeps it", "Leave -NoClobber out, or name another file.");
        }

        if (!_force && (File.GetAttributes(_path) & FileAttributes.ReadOnly) != 0)
        {
            throw Refused("it is read-only", "-Force replaces it all the same.");
        }
    }

    private void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new AdoPatException(ErrorIds.ReportNotWritten, $"The report '{_path}' was not written: {failure.Message}", failure);
        }
    }

    private AdoPatException Refused(string why, string next) =>
        new(ErrorIds.ReportNotWritten, $"The report '{_path}' was not written: {why}. {next}");
}
