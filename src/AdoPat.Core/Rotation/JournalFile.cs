using System;
using System.IO;
using System.Text.Json;
using AdoPat.Destinations.Files;

namespace AdoPat.Rotation;

/// <summary>One file of the journal. It is replaced as a whole.</summary>
internal static class JournalFile
{
    /// <summary>What a file of ours never reaches: a foreign one is not read into memory.</summary>
    public const long MaxLength = 1 << 20;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="record">What is to be in it.</param>
    /// <param name="flushFolder">Whether it must last when this returns, as something is done after it.</param>
    public static void Write(string path, RotationRecord record, bool flushFolder) =>
        AtomicFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(record, RotationJson.Default.RotationRecord), flushFolder);

    /// <summary>Reads a file.</summary>
    /// <returns>The rotation, or what is wrong with the file, as the end of a sentence about it.</returns>
    public static (RotationRecord? Record, string? Problem) Read(string path, Guid rotationId)
    {
        try
        {
            // A file may be replaced while it is read.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxLength)
            {
                return (null, "is too large to be a rotation");
            }

            using JsonDocument json = JsonDocument.Parse(file);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("version", out JsonElement version)
                && version.TryGetInt32(out int number)
                ? Read(json, number, rotationId)
                : (null, "is no rotation");
        }
        catch (Exception torn) when (torn is JsonException or InvalidOperationException)
        {
            return (null, "is damaged, or no rotation");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, "cannot be read: " + unreadable.Message.TrimEnd('.'));
        }
    }

    private static (RotationRecord? Record, string? Problem) Read(JsonDocument json, int version, Guid rotationId)
    {
        if (version > RotationRecord.CurrentVersion)
        {
            return (null, "was written by a newer version of AdoPat; use that one to finish it (Update-Module AdoPat)");
        }

        RotationRecord? record = json.Deserialize(RotationJson.Default.RotationRecord);
        return record is { Organization.Length: > 0, Account.Length: > 0, Name.Length: > 0 } && record.RotationId == rotationId
            ? (record, null)
            : (null, "is no rotation");
    }
}
