using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps;

/// <summary>Reads a list of tokens that the same session may change meanwhile, and leaves none out for that.</summary>
internal static class SteadyList
{
    private static readonly TimeSpan ChangePause = TimeSpan.FromMilliseconds(50);

    // What a continuation token stands for is not documented. If it is a number of tokens, each one revoked between two
    // pages moves the rest up, and the next page begins too far on: tokens would stay alive unseen. So a list of several
    // pages is read again until nothing was changed while it was. Each token comes once, and none that was made
    // meanwhile: a loop that makes one for each would not end.

    /// <summary>Reads the list, as often as it takes.</summary>
    /// <param name="session">Whose changes count.</param>
    /// <param name="read">Reads the list once, page by page.</param>
    /// <param name="idOf">The id of a token; null when it has none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is new in each page.</returns>
    public static async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        AdoPatSession session,
        Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> read,
        Func<T, Guid?> idOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TokenChanges changes = session.Changes;
        long madeBefore = changes.MadeCount;
        HashSet<Guid> listed = [];
        int pages;
        bool isShifted;
        do
        {
            pages = 0;
            long endedBefore = changes.Ended;
            await foreach (IReadOnlyList<T> page in read(cancellationToken).ConfigureAwait(false))
            {
                pages++;
                List<T> tokens = new(page.Count);
                foreach (T token in page)
                {
                    if (idOf(token) is not { } id || (!changes.IsMadeSince(madeBefore, id) && listed.Add(id)))
                    {
                        tokens.Add(token);
                    }
                }

                yield return tokens;
            }

            long begun = changes.Begun;
            isShifted = pages > 1 && begun != endedBefore;
            while (isShifted && changes.Ended < begun)
            {
                await session.Clock.Wait(ChangePause, cancellationToken).ConfigureAwait(false);
            }
        }
        while (isShifted);
    }
}
