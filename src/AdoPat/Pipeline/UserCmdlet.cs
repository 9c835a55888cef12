using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that works on users of organizations, several at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class UserCmdlet : BulkCmdlet<AdoPatSession>
{
    // Organizations of which the signed-in user is no administrator: that is one error, and not one for each user.
    private readonly ConcurrentDictionary<string, UserRefusals> _refusals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Works on all users of an organization, as they are listed.</summary>
    /// <param name="client">Lists them.</param>
    /// <param name="organization">The organization's name.</param>
    /// <param name="work">The work on one user.</param>
    /// <returns>Whether all users were listed; false when that failed, or the signed-in user is no administrator.</returns>
    private protected bool ForAllUsers(UserClient client, string organization, Func<AdoUser, CancellationToken, Task> work)
    {
        UserRefusals refusals = _refusals.GetOrAdd(organization, _ => new UserRefusals());
        bool isComplete = BeginAll(
            organization,
            ending => client.ListPagesAsync(organization, ending),
            user =>
            {
                if (!refusals.IsRefused)
                {
                    Begin((_, cancellationToken) => ForUserAsync(refusals, organization, user, () => work(user, cancellationToken)));
                }

                return !refusals.IsRefused;
            },
            begun => $"The first {begun} users of {organization} were asked for; the others are not known. Begin again for them.");
        return EndOf(refusals, organization) && isComplete;
    }

    // As long as all who were asked for were refused, their errors are kept.
    private bool EndOf(UserRefusals refusals, string organization)
    {
        if (!refusals.IsAllowed)
        {
            WaitForAll();
            Report(organization, refusals.TakeRest());
        }

        return !refusals.IsRefused;
    }

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

    private void Report(string organization, IReadOnlyList<(AdoUser? User, AdoPatException Failure)> refusals)
    {
        foreach ((AdoUser? user, AdoPatException failure) in refusals)
        {
            Pipeline.Error(ErrorRecords.From(failure, (object?)user ?? organization));
        }
    }
}
