using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>
/// Sends the revocation of some tokens. One that the service does not take may be in the way of all the others: what it
/// refuses for what is in it is sent again in halves.
/// </summary>
internal sealed class RevocationSending(TokenAdministrationClient client, string organization, Guid[] ids, bool isSshKeys)
{
    // One culprit of 990 takes 11 refusals to find. When nothing is taken at all, this is where it ends.
    private const int MostRefusals = 60;

    private int _refusals;

    /// <summary>For each id, why its request failed; null when the service took it.</summary>
    public AdoPatException?[] Failures { get; } = new AdoPatException?[ids.Length];

    /// <summary>Some were sent, so that they may be revoked.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Sends them.</summary>
    /// <exception cref="AdoPatException">The first request failed for another reason than what is in it, or a later one ended the session.</exception>
    public Task RunAsync(CancellationToken cancellationToken) => SendAsync(0, ids.Length, cancellationToken);

    private async Task SendAsync(int start, int count, CancellationToken cancellationToken)
    {
        try
        {
            await client.RevokeAsync(organization, ids.AsSpan(start, count).ToArray(), isSshKeys, cancellationToken).ConfigureAwait(false);
            IsSent = true;
        }
        catch (AdoPatException failure) when (IsRefused(failure))
        {
            IsSent = true;
            if (count == 1 || ++_refusals > MostRefusals)
            {
                Fail(start, count, failure);
                return;
            }

            await SendAsync(start, count / 2, cancellationToken).ConfigureAwait(false);
            await SendAsync(start + (count / 2), count - (count / 2), cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure) when (!failure.EndsSession && (IsSent || failure.IsOutcomeUnknown))
        {
            IsSent = true;
            Fail(start, count, failure);
        }
        catch (AdoPatException failure) when (failure.IsOutcomeUnknown)
        {
            IsSent = true;
            throw;
        }
    }

    private void Fail(int start, int count, AdoPatException failure) => Failures.AsSpan(start, count).Fill(failure);

    // An organization that is not there is a 404 too.
    private static bool IsRefused(AdoPatException failure) =>
        failure.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
        && failure.ErrorId is not ErrorIds.AdoOrganizationNotFound
        && !failure.IsOutcomeUnknown
        && !failure.EndsSession;
}
