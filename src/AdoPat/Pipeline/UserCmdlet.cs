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
    private readonly ConcurrentDictionary<string, UserRefusals> _refusals = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_refusals.IsEmpty)
        {
            WaitForAll();
            foreach (KeyValuePair<string, UserRefusals> refusals in _refusals)
            {
                Report(refusals.Key, refusals.Value.TakeRest());
            }
        }

        base.EndProcessing();
    }

    /// <summary>Works on all users of an organization, as they are listed.</summary>
    /// <param name="client">Lists them.</param>
    /// <param name="organization">The organization's name.</param>
    /// <param name="work">The work on one user.</param>
    private protected void ForAllUsers(UserClient client, string organization, Func<AdoUser, CancellationToken, Task> work)
    {
        UserRefusals refusals = _refusals.GetOrAdd(organization, _ => new UserRefusals());
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(StoppingToken);
        IAsyncEnumerator<IReadOnlyList<AdoUser>> pages = client.ListPagesAsync(organization, ending.Token).GetAsyncEnumerator(ending.Token);
        int begun = 0;
        try
        {
            while (Next(pages, organization, begun) is { } users)
            {
                foreach (AdoUser user in users)
                {
                    if (refusals.IsRefused)
                    {
                        return;
                    }

                    begun++;
                    Begin((_, cancellationToken) => ForUserAsync(refusals, organization, user, () => work(user, cancellationToken)));
                }
            }
        }
        finally
        {
            // Gives up the page that was requested ahead. The pages cannot be disposed of while one is waited for.
            ending.Cancel();
        }
    }

    private IReadOnlyList<AdoUser>? Next(IAsyncEnumerator<IReadOnlyList<AdoUser>> pages, string organization, int begun) => WaitFor(async () =>
    {
        bool isThere = false;
        await ForItemAsync(Pipeline, organization, async () =>
        {
            try
            {
                isThere = await pages.MoveNextAsync().ConfigureAwait(false);
            }
            catch (AdoPatException failure) when (begun > 0 && !failure.EndsSession)
            {
                throw failure.WithMessage($"{failure.Message} The first {begun} users of {organization} were asked for; the others are not known. Begin again for them.");
            }
        }).ConfigureAwait(false);
        return isThere ? pages.Current : null;
    });

    private async Task<bool> ForUserAsync(UserRefusals refusals, string organization, AdoUser user, Func<Task> work)
    {
        bool isRefused = false;
        bool isDone = await ForItemAsync(Pipeline, user, async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
                Report(organization, refusals.Allow());
            }
            catch (AdoPatException failure) when (failure.ErrorId == ErrorIds.AdoAdministratorRequired)
            {
                isRefused = true;
                Report(organization, refusals.Refuse(user, failure));
            }
        }).ConfigureAwait(false);
        return isDone && !isRefused;
    }

    private void Report(string organization, IReadOnlyList<UserRefusal> refusals)
    {
        foreach (UserRefusal refusal in refusals)
        {
            Pipeline.Error(ErrorRecords.From(refusal.Failure, (object?)refusal.User ?? organization));
        }
    }
}
