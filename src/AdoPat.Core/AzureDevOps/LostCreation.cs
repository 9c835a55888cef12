using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>
/// The answer to a creation was lost. A token may be there whose secret nobody has; it must not stay there unknown.
/// </summary>
internal static class LostCreation
{
    // The service's clock and this machine's need not agree.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Looks for the token, and says what to do about it.</summary>
    /// <param name="client">Lists the tokens.</param>
    /// <param name="organization">The organization's name.</param>
    /// <param name="creation">What was to be created.</param>
    /// <param name="start">When it was sent, by this machine's clock.</param>
    /// <param name="lost">What became of the answer.</param>
    /// <param name="cancellationToken">Ends the looking; what is known is said all the same.</param>
    /// <returns>The error to throw.</returns>
    public static async Task<AdoPatException> ExplainAsync(
        PatClient client, string organization, PatCreation creation, DateTimeOffset start, AdoPatException lost, CancellationToken cancellationToken)
    {
        string advice;
        try
        {
            List<PersonalAccessToken> found = await FindAsync(client, organization, creation, start - ClockSkew, cancellationToken).ConfigureAwait(false);
            advice = found.Count == 0
                ? "No new token of that name is in the list now, so it was most likely not created. Try again."
                : "It may have been created, and its secret is lost. These tokens of that name are new: "
                    + string.Join(", ", found.Select(token => $"{token.AuthorizationId} (created {token.ValidFrom:u})"))
                    + $". Revoke the one that is not yours: Revoke-AdoPat -Organization {organization} -AuthorizationId <id>. Then try again.";
        }
        catch (Exception failure) when (failure is AdoPatException or OperationCanceledException)
        {
            string why = failure is AdoPatException known ? $"looking for it failed too ({known.ErrorId})" : "there was no time to look for it";
            advice = $"It may have been created, and {why}. When the service answers again, run Get-AdoPat -Organization {organization} "
                + $"-Name '{creation.Name.Replace("'", "''")}' and revoke a token that nobody knows.";
        }

        return lost.WithMessage($"{lost.Message} {advice}");
    }

    private static async Task<List<PersonalAccessToken>> FindAsync(
        PatClient client, string organization, PatCreation creation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        List<PersonalAccessToken> found = [];
        await foreach (PersonalAccessToken token in client.ListAsync(organization, PatState.Active, cancellationToken).ConfigureAwait(false))
        {
            if (token.Name == creation.Name && token.ValidFrom >= since)
            {
                found.Add(token);
            }
        }

        return found;
    }
}
