using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>Tokens that were created when the pipeline had already ended: nobody has their secrets, so nobody needs them.</summary>
internal static class UndeliveredToken
{
    /// <summary>Revokes them.</summary>
    /// <param name="tokens">The tokens, and who revokes each.</param>
    /// <param name="limit">How long to wait for the service.</param>
    /// <returns>What became of each, in sentences.</returns>
    public static IReadOnlyList<string> RevokeAll(IEnumerable<KeyValuePair<IssuedPersonalAccessToken, PatClient>> tokens, TimeSpan limit)
    {
        List<(PersonalAccessToken Token, Task Revocation)> all =
            [.. tokens.Select(lost => ((PersonalAccessToken)lost.Key, Task.Run(() => lost.Value.RevokeAsync(lost.Key.Organization, lost.Key.AuthorizationId))))];
        Task end = Task.WhenAll(all.Select(item => item.Revocation));
        Task.WaitAny(end, Task.Delay(limit > TimeSpan.Zero ? limit : TimeSpan.Zero));
        _ = end.ContinueWith(failed => failed.Exception, TaskScheduler.Default);
        return [.. all.Select(item => Describe(item.Token, item.Revocation))];
    }

    private static string Describe(PersonalAccessToken token, Task revocation)
    {
        string revoke = $"Revoke-AdoPat -Organization {token.Organization} -AuthorizationId {token.AuthorizationId}";
        return revocation.Status switch
        {
            TaskStatus.RanToCompletion => $"The token {token} was created as the pipeline was stopped. Its secret reached nobody, so it was revoked.",
            TaskStatus.Faulted => $"The token {token} was created as the pipeline was stopped; its secret is lost, and revoking it failed. Revoke it: {revoke}",
            _ => $"The token {token} was created as the pipeline was stopped; its secret is lost. Revoking it was begun and not confirmed in time. Make sure: {revoke}",
        };
    }
}
