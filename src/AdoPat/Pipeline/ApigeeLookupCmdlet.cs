using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that looks things up in an organization of Apigee Edge, several at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ApigeeLookupCmdlet : BulkCmdlet<ApigeeSession>
{
    /// <summary>Begins to look for something. What is found comes out in the order in which it was asked for.</summary>
    /// <param name="target">What is looked for: the target of the error when it is not there.</param>
    /// <param name="find">Finds it.</param>
    private protected void Find<T>(string target, Func<CancellationToken, Task<IReadOnlyList<T>>> find)
        where T : class =>
        Begin((before, cancellationToken) => ForItemAsync(Pipeline, target, async () =>
        {
            IReadOnlyList<T> found = await find(cancellationToken).ConfigureAwait(false);
            await before.ConfigureAwait(false);
            await Pipeline.OutputAsync(found).ConfigureAwait(false);
        }));

    /// <summary>Begins to list everything, page by page.</summary>
    /// <param name="organization">Whose list it is: the target of the error when it cannot be read.</param>
    /// <param name="list">Lists it.</param>
    private protected void List<T>(string organization, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list)
        where T : class =>
        Begin((_, cancellationToken) => ForItemAsync(Pipeline, organization, async () =>
        {
            await foreach (IReadOnlyList<T> page in list(cancellationToken).ConfigureAwait(false))
            {
                await Pipeline.OutputAsync(page).ConfigureAwait(false);
            }
        }));
}
