using System;
using System.Linq;
using AdoPat.Apigee.Wire;

namespace AdoPat.Apigee.Tokens;

/// <summary>Times of tokens: milliseconds since 1970. Nothing, zero and what is negative stand for none.</summary>
internal static class TokenTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static DateTimeOffset? Read(JsonFields fields, params string[] names) => names.Select(name => Of(fields.Number(name))).FirstOrDefault(time => time is not null);

    /// <summary>The end of something that lasts so many seconds.</summary>
    public static DateTimeOffset? After(DateTimeOffset? start, long? seconds) => start is { } begun && seconds > 0 && seconds <= Latest / 1000
        ? Of(begun.ToUnixTimeMilliseconds() + (seconds * 1000))
        : null;

    private static DateTimeOffset? Of(long? milliseconds) => milliseconds > 0 && milliseconds <= Latest
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value)
        : null;
}
