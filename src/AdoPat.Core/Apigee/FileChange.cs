using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using AdoPat.Destinations.Files;
using AdoPat.Models;

namespace AdoPat.Apigee;

/// <summary>A change of a file of Apigee Edge: planned first, so that it can be shown, then made. The file keeps its owner and its rights.</summary>
public sealed class FileChange
{
    private const int LargestFile = 4 * 1024 * 1024;

    private readonly byte[]? _before;
    private readonly byte[] _after;

    private FileChange(string path, byte[]? before, byte[] after, string action)
    {
        Path = path;
        _before = before;
        _after = after;
        Action = action;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is changed, such as <c>Set a to 2 (it is '1')</c>.</summary>
    public string Action { get; }

    /// <summary>False when the file is as it is to be already.</summary>
    public bool IsNeeded => _before is null || !_before.SequenceEqual(_after);

    /// <summary>Makes the change: all of it or nothing.</summary>
    /// <param name="cancellationToken">Ends the wait for another process that changes the file.</param>
    /// <returns>The path of a copy of the file as it was, beside it; null when there was none.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeFileNotChanged"/>: it was not made; the message says why.</exception>
    public string? Make(CancellationToken cancellationToken) => Attempt(Path, () => FileLock.Run(Path, MakeNow, cancellationToken));

    /// <summary>Plans a change of a text.</summary>
    /// <param name="path">The full path of the file, which may be missing.</param>
    /// <param name="decode">Makes the text of the file.</param>
    /// <param name="encode">Makes a file of the changed text and the file as it was.</param>
    /// <param name="edit">Gives what is changed, and the changed text.</param>
    internal static FileChange Plan(string path, Func<byte[], string> decode, Func<string, byte[], byte[]> encode, Func<string, (string Action, string Text)> edit) =>
        Attempt(path, () =>
        {
            string file = AtomicFile.Resolve(path);
            byte[]? before = BytesOf(file);
            (string action, string text) = edit(decode(before ?? []));
            return new FileChange(file, before, encode(text, before ?? []), action);
        });

    private string? MakeNow()
    {
        if (!(BytesOf(Path) ?? []).SequenceEqual(_before ?? []))
        {
            throw new InvalidDataException("was changed by somebody else in the meantime. Try again.");
        }

        string? backup = _before is null ? null : BackUp();
        PlainFile.Replace(Path, _after, keepsOwner: true);
        return backup;
    }

    private string BackUp()
    {
        string backup = $"{Path}.{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}.bak";
        File.Copy(Path, backup);
        FileOwner.Copy(Path, backup);
        return backup;
    }

    private static byte[]? BytesOf(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidDataException("is a folder. Name a file in it.");
        }

        if (!Directory.Exists(System.IO.Path.GetDirectoryName(path)))
        {
            throw new InvalidDataException("is in a folder that is not there. Run this where Apigee Edge is installed, or give the path of the file.");
        }

        FileInfo file = new(path);
        return !file.Exists ? null
            : file.Length <= LargestFile ? File.ReadAllBytes(path)
            : throw new InvalidDataException("is too large to be a file of this kind.");
    }

    private static T Attempt<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException refused)
        {
            throw new AdoPatException(ErrorIds.ApigeeFileNotChanged, $"The file '{path}' {refused.Message} It was left as it is.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new AdoPatException(ErrorIds.ApigeeFileNotChanged, $"The file '{path}' was not changed: {failure.Message}", failure);
        }
    }
}
