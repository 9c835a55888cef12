using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;

namespace AdoPat.Apigee.Developers;

/// <summary>
/// Lists that the public cloud gives by the thousand, each page beginning with the last item of the one before. Other servers give
/// all at once, and the same again when they are asked for more.
/// </summary>
internal static class KeyedPages
{
    public const int Length = 1000;

    /// <summary>Reads all pages as they are asked for.</summary>
    /// <param name="action">What is tried.</param>
    /// <param name="keyOf">By what an item is known.</param>
    /// <param name="read">Reads the page that begins with the item of that key; null for the first one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        string action, Func<T, string> keyOf, Func<string?, CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return Pages.ReadAsync(
            action,
            ServiceIdentity.ApigeeEdge,
            async (start, ending) =>
            {
                IReadOnlyList<T> page = await read(start, ending).ConfigureAwait(false);
                T[] items = [.. page.Where(item => seen.Add(keyOf(item)))];
                return new Page<T>(items, page.Count >= Length && items.Length > 0 ? keyOf(items[items.Length - 1]) : null);
            },
            cancellationToken);
    }
}
