using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
#if NET
using System.IO.Enumeration;
#endif

namespace AdoPat.Rotation;

/// <summary>
/// Reads the files of a journal. Hundreds of rotations in a row read all of it each: a closed one, which nothing changes
/// any more, is read once, and an open one when it has changed.
/// </summary>
internal sealed class JournalReader(string folder)
{
    private const string Ending = ".json";

    private readonly ConcurrentDictionary<Guid, RotationRecord> _closed = [];
    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, RotationRecord Record)> _open = new(StringComparer.Ordinal);

    /// <summary>Reads the rotations, the oldest first.</summary>
    /// <param name="warnings">Takes what is said of files that were left alone.</param>
    public IReadOnlyList<RotationRecord> Load(List<string>? warnings)
    {
        List<RotationRecord> records = [];
        if (Directory.Exists(folder))
        {
            foreach (string path in FilesToRead())
            {
                if (Read(path, warnings) is { IsClosed: false } record)
                {
                    records.Add(record);
                }
            }
        }

        // Somebody else may have read one of them meanwhile, and it was closed by then.
        records.RemoveAll(record => _closed.ContainsKey(record.RotationId));
        foreach (KeyValuePair<Guid, RotationRecord> closed in _closed)
        {
            records.Add(closed.Value);
        }

        records.Sort((one, other) => one.Started.CompareTo(other.Started));
        return records;
    }

    /// <summary>A closed one is removed.</summary>
    public void Forget(Guid rotationId) => _closed.TryRemove(rotationId, out _);

#if NET
    // Thousands of closed ones are passed over without making a text of the name of each.
    private FileSystemEnumerable<string> FilesToRead() => new(folder, (ref FileSystemEntry entry) => entry.ToFullPath())
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            entry.FileName.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && !(IsRotation(entry.FileName, out Guid id) && _closed.ContainsKey(id)),
    };

    private static bool IsRotation(ReadOnlySpan<char> name, out Guid id) => Guid.TryParseExact(name[..^Ending.Length], "D", out id);
#else
    private List<string> FilesToRead() =>
        [.. Array.FindAll(Directory.GetFiles(folder, "*" + Ending), path => !(IsRotation(Path.GetFileName(path), out Guid id) && _closed.ContainsKey(id)))];

    private static bool IsRotation(string name, out Guid id) => Guid.TryParseExact(Path.GetFileNameWithoutExtension(name), "D", out id);
#endif

    private RotationRecord? Read(string path, List<string>? warnings)
    {
        if (!IsRotation(Path.GetFileName(path), out Guid id))
        {
            warnings?.Add($"The file {path} is none of AdoPat's. It was left alone.");
            return null;
        }

        FileInfo file = new(path);
        if (!file.Exists)
        {
            return null;
        }

        if (_open.TryGetValue(path, out var known) && known.Written == file.LastWriteTimeUtc && known.Length == file.Length)
        {
            return known.Record;
        }

        (RotationRecord? record, string? problem) = JournalFile.Read(path, id);
        if (record is null)
        {
            warnings?.Add($"The file {path} {problem}. It was left alone.");
            return null;
        }

        if (record.IsClosed)
        {
            _closed[id] = record;
            _ = _open.TryRemove(path, out _);
        }
        else
        {
            _open[path] = (file.LastWriteTimeUtc, file.Length, record);
        }

        return record;
    }
}
