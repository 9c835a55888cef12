using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Destinations.Files;

/// <summary>A secret in a file, beside whatever else the file holds.</summary>
internal sealed class SecretFileDestination(AdoPatDestination description, IFileFormat format) : ICheckedDestination
{
    private const int LargestFile = 4 * 1024 * 1024;

    private readonly string _path = DestinationPath.Of(description);

    // What this object changed last, so that it can be taken back to the byte.
    private byte[]? _before;
    private byte[]? _after;

    /// <inheritdoc/>
    public AdoPatDestination Description => description;

    /// <inheritdoc/>
    public bool CanRead => true;

    /// <inheritdoc/>
    public Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken)
    {
        string secret = SecretText.ToPlainText(token.Token);
        return RunLockedAsync(path => Change(path, content => format.Write(content, secret)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SecureString?> ReadAsync(CancellationToken cancellationToken) => RunUnlessReplacedAsync(
        path => format.Read(FileText.Decode(BytesOf(path) ?? [])) is { } secret ? SecretText.ToSecureString(secret) : null, cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => RunUnlessReplacedAsync(
        path =>
        {
            AtomicFile.Try(path);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken)
    {
        string? secret = previous is null ? null : SecretText.ToPlainText(previous);
        return RunLockedAsync(
            path => PutBack(path, secret) || Change(path, content => secret is null ? format.Remove(content) : format.Write(content, secret)),
            cancellationToken);
    }

    private bool Change(string path, Func<string, string> change)
    {
        byte[]? before = BytesOf(path);
        string content = FileText.Decode(before ?? []);
        string changed = change(content);
        if (changed != content)
        {
            byte[] after = FileText.Encode(changed, before ?? []);
            (_before, _after) = (before, after);
            AtomicFile.Replace(path, after);
        }
        else if (before is not null)
        {
            AtomicFile.Narrow(path);
        }

        return true;
    }

    // Only while the file is as this object left it; else others have changed it since.
    private bool PutBack(string path, string? secret)
    {
        if (_after is null || !(BytesOf(path) ?? []).SequenceEqual(_after) || format.Read(FileText.Decode(_before ?? [])) != secret)
        {
            return false;
        }

        if (_before is null)
        {
            File.Delete(path);
        }
        else
        {
            AtomicFile.Replace(path, _before);
        }

        _after = null;
        return true;
    }

    private static byte[]? BytesOf(string path)
    {
        FileInfo file = new(path);
        if (Directory.Exists(path))
        {
            throw new InvalidDataException("is a folder.");
        }

        return !file.Exists ? null
            : file.Length <= LargestFile ? File.ReadAllBytes(path)
            : throw new InvalidDataException("is too large to be a file of this kind.");
    }

    private Task<T> RunLockedAsync<T>(Func<string, T> work, CancellationToken cancellationToken) =>
        RunAsync(path => RunLocked(path, work, cancellationToken), cancellationToken);

    // On Windows a file that is open is not replaced. Elsewhere whoever opens it has the old one or the new one.
    private Task<T> RunUnlessReplacedAsync<T>(Func<string, T> work, CancellationToken cancellationToken) => RunAsync(
        path => Path.DirectorySeparatorChar == '/' && !File.Exists(AtomicFile.StagedPathOf(path)) ? work(path) : RunLocked(path, work, cancellationToken),
        cancellationToken);

    private static T RunLocked<T>(string path, Func<string, T> work, CancellationToken cancellationToken) => FileLock.Run(
        path,
        () =>
        {
            AtomicFile.CleanUp(path);
            return work(path);
        },
        cancellationToken);

    // Files are small and have no asynchronous rename; what may take long is waiting for another process.
    private Task<T> RunAsync<T>(Func<string, T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                return work(AtomicFile.Resolve(_path));
            }
            catch (InvalidDataException refused)
            {
                throw description.Failed($"the file {refused.Message} It was left as it is.");
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw description.Failed($"{failure.Message} Check the path, the rights to it and its folder, and the free space.", failure);
            }
        },
        cancellationToken);
}
