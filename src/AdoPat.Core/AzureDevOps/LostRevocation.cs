using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>
/// Finds out what became of a revocation whose first answer was lost, and whose next one was "there is no such token":
/// either the first attempt revoked it, or there never was such a token and the one that was meant is alive.
/// </summary>
internal static class LostRevocation
{
    /// <summary>Returns when the token is in the list of revoked ones.</summary>
    /// <param name="client">Asks the service.</param>
    /// <param name="organization">The organization's name.</param>
    /// <param name="authorizationId">The id of the token.</param>
    /// <param name="gone">The answer "there is no such token".</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.PatNotFound"/>: it is not there; <see cref="ErrorIds.PatOutcomeUnknown"/>: the list could not be read.
    /// </exception>
    public static async Task CheckAsync(
        PatClient client, string organization, Guid authorizationId, AdoPatException gone, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (PersonalAccessToken token in client.ListAsync(organization, PatState.Revoked, cancellationToken).ConfigureAwait(false))
            {
                if (token.AuthorizationId == authorizationId)
                {
                    return;
                }
            }
        }
        catch (NothingSentException cut)
        {
            // The looking was given up; the revocation before it was sent.
            throw new OperationCanceledException(cut.Message, cut, cancellationToken);
        }
        catch (AdoPatException failure)
        {
            throw new AdoPatException(
                failure.EndsSession ? failure.ErrorId : ErrorIds.PatOutcomeUnknown,
                $"Revoking the token {authorizationId} of {organization} was sent, and its answer was lost. Now there is no such token to revoke: "
                + $"it was revoked, or the id is wrong. Get-AdoPat -Organization {organization} -State Revoked shows which. {failure.Message}",
                failure)
            {
                IsOutcomeUnknown = true,
            };
        }

        throw gone.WithMessage($"{gone.Message} It is not among the revoked ones either: most likely the id is wrong, and nothing was revoked.");
    }
}
