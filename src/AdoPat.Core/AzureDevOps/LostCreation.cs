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
    public static async Task<AdoPatException> ExplainAsync(
        PatClient client, string organization, PatCreation creation, DateTimeOffset start, AdoPatException lost, CancellationToken cancellationToken)
    {
        string advice;
        try
        {
            List<PersonalAccessToken> found = await FindAsync(client, organization, creation, start - ClockSkew, cancellationToken).ConfigureAwait(false);
            advice = found.Count == 0
                ? "No such token is there now: it was not created. Try again."
                : "It may have been created, and its secret is lost. These tokens of that name are new: "
                    + string.Join(", ", found.Select(token => $"{token.AuthorizationId} (created {token.ValidFrom:u})"))
                    + $". Revoke the one that is not yours: Revoke-AdoPat -Organization {organization} -AuthorizationId <id>. Then try again.";
        }
        catch (AdoPatException failure)
        {
            advice = $"It may have been created, and looking for it failed too ({failure.ErrorId}). When the service answers again, run "
                + $"Get-AdoPat -Organization {organization} -Name '{creation.Name}' and revoke a token that nobody knows.";
        }

        return new AdoPatException(ErrorIds.PatOutcomeUnknown, $"The answer to creating '{creation.Name}' in {organization} was lost. {advice} ({lost.Message})", lost)
        {
            StatusCode = lost.StatusCode,
            ActivityId = lost.ActivityId,
        };
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
