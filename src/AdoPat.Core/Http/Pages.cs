using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Http;

/// <summary>Reads lists that come page by page.</summary>
internal static class Pages
{
    // A million items: no list is that long, so the service leads in a circle.
    private const int MostPages = 10_000;

    /// <summary>Reads all pages as they are asked for; one is requested ahead.</summary>
    /// <param name="action">What is tried, as in <see cref="RequestContext.Action"/>.</param>
    /// <param name="service">Whose list it is.</param>
    /// <param name="read">Reads the page that begins there; null for the first one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="AdoPatException"><see cref="ServiceIdentity.UnexpectedId"/>: the list does not end.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        string action, ServiceIdentity service, Func<string?, CancellationToken, Task<Page<T>>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Page<T>>? next = read(null, ending.Token);
        try
        {
            while (next is not null)
            {
                Page<T> page = await next.ConfigureAwait(false);
                bool isLast = string.IsNullOrEmpty(page.Next);
                bool isCircle = !isLast && (!seen.Add(page.Next!) || seen.Count > MostPages);
                next = isLast || isCircle ? null : read(page.Next, ending.Token);
                yield return page.Items;
                if (isCircle)
                {
                    throw new AdoPatException(service.UnexpectedId, $"{action} failed: the service gave the same page twice. Try again.");
                }
            }
        }
        finally
        {
            // Nobody wants the page that was requested ahead.
            ending.Cancel();
            next?.Forget();
        }
    }
}
