using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that works on users of organizations, several at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class UserCmdlet : BulkCmdlet
{
    // Organizations of which the signed-in user is no administrator: that is one error, and not one for each user.
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Works on all users of an organization, as they are listed.</summary>
    /// <param name="client">Lists them.</param>
    /// <param name="organization">The organization's name.</param>
    /// <param name="work">The work on one user.</param>
    private protected void ForAllUsers(UserClient client, string organization, Func<AdoUser, CancellationToken, Task> work)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(StoppingToken);
        IAsyncEnumerator<IReadOnlyList<AdoUser>> pages = client.ListPagesAsync(organization, ending.Token).GetAsyncEnumerator(ending.Token);
        try
        {
            while (Next(pages, organization) is { } users)
            {
                foreach (AdoUser user in users)
                {
                    if (_refused.ContainsKey(organization))
                    {
                        return;
                    }

                    Begin((_, cancellationToken) => ForUserAsync(organization, user, () => work(user, cancellationToken)));
                }
            }
        }
        finally
        {
            // Gives up the page that was requested ahead. The pages cannot be disposed of while one is waited for.
            ending.Cancel();
        }
    }

    private IReadOnlyList<AdoUser>? Next(IAsyncEnumerator<IReadOnlyList<AdoUser>> pages, string organization) => WaitFor(async () =>
    {
        bool isThere = false;
        await ForItemAsync(Pipeline, organization, async () => isThere = await pages.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false);
        return isThere ? pages.Current : null;
    });

    private async Task<bool> ForUserAsync(string organization, AdoUser user, Func<Task> work)
    {
        bool isRefused = false;
        bool isDone = await ForItemAsync(Pipeline, user, async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (AdoPatException failure) when (failure.ErrorId == ErrorIds.AdoAdministratorRequired)
            {
                isRefused = true;
                if (_refused.TryAdd(organization, true))
                {
                    Pipeline.Error(ErrorRecords.From(failure, organization));
                }
            }
        }).ConfigureAwait(false);
        return isDone && !isRefused;
    }
}
