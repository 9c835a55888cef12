using System;
using System.Globalization;
using AdoPat.Emulator.AzureDevOps;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Administration;

/// <summary>What a list of somebody's tokens is asked for.</summary>
/// <param name="PageSize">The most tokens of an answer.</param>
/// <param name="Position">The token that the page before ended with; null for the first page, and where it goes by numbers.</param>
/// <param name="Offset">How many tokens the pages before had, where it goes by numbers.</param>
/// <param name="IsPublic">SSH keys, and not personal access tokens.</param>
internal sealed record SessionTokenQuery(int PageSize, ListKey? Position, int Offset, bool IsPublic)
{
    private const int LongestPage = 100;

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query.</param>
    /// <returns>What it asks for; null when a parameter has a value that it cannot have.</returns>
    public static SessionTokenQuery? Read(IQueryCollection query) =>
        TryReadPageSize(query["pageSize"], out int size) && TryReadPosition(query["continuationToken"], out ListKey? position, out int offset) && TryReadKind(query, out bool isPublic)
            ? new SessionTokenQuery(size, position, offset, isPublic)
            : null;

    /// <summary>Reads which kind of tokens is meant.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isPublic">SSH keys; personal access tokens when nothing is said.</param>
    /// <returns>False when it is neither true nor false.</returns>
    public static bool TryReadKind(IQueryCollection query, out bool isPublic)
    {
        string? text = query["isPublic"];
        isPublic = false;
        return string.IsNullOrEmpty(text) || bool.TryParse(text, out isPublic);
    }

    private static bool TryReadPageSize(string? text, out int size)
    {
        size = LongestPage;
        bool good = string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size > 0);
        size = Math.Min(size, LongestPage);
        return good;
    }

    private static bool TryReadPosition(string? text, out ListKey? position, out int offset)
    {
        bool isOffset = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out offset);
        bool good = Guid.TryParse(text, out Guid last);
        position = good ? ListKey.OfId(last) : null;
        return good || isOffset || string.IsNullOrEmpty(text);
    }
}
