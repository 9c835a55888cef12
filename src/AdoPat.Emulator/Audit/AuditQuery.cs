using System;
using System.Globalization;
using System.Text;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Audit;

/// <summary>What a log is asked for.</summary>
/// <param name="Start">The earliest time, UTC.</param>
/// <param name="End">The latest time, UTC.</param>
/// <param name="BatchSize">The most entries of an answer.</param>
/// <param name="Last">The entry that the answer before ended with; null for the first.</param>
internal sealed record AuditQuery(DateTime Start, DateTime End, int BatchSize, (DateTime Time, string Id)? Last)
{
    private const int LongestBatch = 1000;
    private const int DefaultBatch = 100;

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query.</param>
    /// <returns>What it asks for; null when a parameter has a value that it cannot have.</returns>
    public static AuditQuery? Read(IQueryCollection query) =>
        TryReadTime(query["startTime"], DateTime.MinValue, out DateTime start)
        && TryReadTime(query["endTime"], DateTime.MaxValue, out DateTime end)
        && TryReadSize(query["batchSize"], out int size)
        && TryReadContinuation(query["continuationToken"].ToString(), out (DateTime, string)? last)
            ? new AuditQuery(start, end, size, last)
            : null;

    /// <summary>Whether an entry is asked for. The newest come first.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>True when it is of that time, and was not in an answer before.</returns>
    public bool Includes(AuditEvent entry) => entry.Timestamp >= Start && entry.Timestamp <= End
        && (Last is not { } last || entry.Timestamp < last.Time || (entry.Timestamp == last.Time && string.CompareOrdinal(entry.Id, last.Id) > 0));

    /// <summary>Where the next answer begins.</summary>
    /// <param name="last">The last entry of this one.</param>
    /// <returns>A text that means nothing to a client.</returns>
    public static string Continuation(AuditEvent last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.Timestamp.Ticks};{last.Id}")));

    private static bool TryReadTime(string? text, DateTime preset, out DateTime time)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        time = preset;
        return string.IsNullOrEmpty(text) || DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out time);
    }

    private static bool TryReadSize(string? text, out int size)
    {
        size = DefaultBatch;
        bool good = string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size > 0);
        size = Math.Min(size, LongestBatch);
        return good;
    }

    private static bool TryReadContinuation(string text, out (DateTime Time, string Id)? last)
    {
        last = null;
        if (text.Length == 0)
        {
            return true;
        }

        Span<byte> bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length)
            || Encoding.UTF8.GetString(bytes[..length]).Split(';', 2) is not [var ticks, var id]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long time)
            || time > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        last = (new DateTime(time, DateTimeKind.Utc), id);
        return true;
    }
}
