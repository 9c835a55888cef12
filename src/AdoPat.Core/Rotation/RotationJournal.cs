using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using AdoPat.Destinations.Files;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>
/// The journal of rotations: a folder with one small file for each, which is written before anything is done, so that
/// another process can finish what this one began. It holds ids and names, never a secret. Safe to use from many threads
/// and processes.
/// </summary>
public sealed class RotationJournal
{
    /// <summary>How long a closed rotation is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly JournalReader _reader;

    /// <summary>Uses a folder; it is made when something is written.</summary>
    /// <param name="folder">The folder; null for <c>AdoPat/rotations</c> among the local application data of the user.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: the user has no home folder.</exception>
    public RotationJournal(string? folder = null)
    {
        Folder = Path.GetFullPath(folder ?? DefaultFolder());
        _reader = new JournalReader(Folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    private string LockFolder => Path.Combine(Folder, "locks");

    /// <summary>Reads everything. What is foreign, damaged, or of a newer version, is left alone.</summary>
    /// <returns>The rotations, and what could not be read.</returns>
    public RotationJournalContent Read()
    {
        List<string> warnings = [];
        return new RotationJournalContent { Rotations = [.. Load(warnings).Select(record => record.ToRotation())], Warnings = warnings };
    }

    /// <summary>Takes a lock that no other process of this user can take meanwhile.</summary>
    /// <param name="key">What is locked.</param>
    /// <returns>The lock, to be disposed of; null when somebody has it.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.RotationIncomplete"/>: the folder cannot be used.</exception>
    public IDisposable? TryLock(string key) => Guarded(() =>
    {
        AtomicFile.MakeFolder(Folder);
        AtomicFile.MakeFolder(LockFolder);
        return RotationLock.TryTake(LockFolder, key);
    });

    internal IDisposable? TryLock(RotationRecord record) => TryLock(record.Endpoint, record.Organization, record.LockedId);

    internal IDisposable? TryLock(string? endpoint, string organization, Guid id) =>
        TryLock($"{endpoint} {organization.ToUpperInvariant()} {id}");

    /// <summary>Writes a rotation, whole or not at all.</summary>
    /// <param name="record">The rotation.</param>
    /// <param name="flush">Whether it must last although the machine stops; a closed one need not, as nothing is done after it.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.RotationIncomplete"/>: it could not be written.</exception>
    internal void Save(RotationRecord record, bool flush = true) => Guarded(() =>
    {
        JournalFile.Write(PathOf(record.RotationId), record, flush && !record.IsClosed);
        return true;
    });

    /// <summary>Reads the rotations, the oldest first. They are not to be changed: <see cref="Find"/> gives one for that.</summary>
    internal IReadOnlyList<RotationRecord> Load(List<string>? warnings = null) => _reader.Load(warnings);

    /// <summary>Reads one rotation anew, to be worked on.</summary>
    internal RotationRecord? Find(Guid rotationId) =>
        File.Exists(PathOf(rotationId)) ? JournalFile.Read(PathOf(rotationId), rotationId).Record : null;

    /// <summary>Which token a secret belongs to, if a rotation of this journal has made it.</summary>
    /// <returns>Its id; null when it is not known.</returns>
    internal Guid? FindToken(SecureString secret) => Load()
        .LastOrDefault(record => record.Fingerprint is not null && record.Fingerprint == SecretFingerprint.Of(record.RotationId, secret))?.NewId;

    /// <summary>Removes what was closed long ago, and what a killed process left half-written.</summary>
    internal void Prune(DateTimeOffset now)
    {
        IReadOnlyList<RotationRecord> all = Load();
        HashSet<Guid?> open = [.. all.Where(record => !record.IsClosed && record.OldId is not null).Select(record => record.OldId)];
        foreach (RotationRecord record in all)
        {
            if (record.IsClosed && record.Changed < now - Retention && !open.Contains(record.OldId))
            {
                Remove(PathOf(record.RotationId));
                _reader.Forget(record.RotationId);
            }
        }

        if (!Directory.Exists(Folder))
        {
            return;
        }

        foreach (string path in Directory.GetFiles(Folder, "*" + AtomicFile.StagedEnding))
        {
            if (File.GetLastWriteTimeUtc(path) < DateTime.UtcNow.AddDays(-1))
            {
                Remove(path);
            }
        }
    }

    private static string DefaultFolder()
    {
        string folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "AdoPat", "rotations")
            : throw new AdoPatException(ErrorIds.InvalidArgument, "This user has no home folder, where the journal of rotations belongs. Set HOME.");
    }

    // It is no harm when it stays.
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AdoPatException(
                ErrorIds.RotationIncomplete,
                $"The journal of rotations in {Folder} cannot be written: {failure.Message} Nothing is done without it. "
                + "Make room or give yourself the right to write there, then run Resume-AdoPatRotation.",
                failure);
        }
    }

    private string PathOf(Guid rotationId) => Path.Combine(Folder, $"{rotationId:D}.json");
}
