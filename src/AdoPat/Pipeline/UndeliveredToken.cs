using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>A token that was created when the pipeline had already ended: nobody has its secret, so nobody needs it.</summary>
internal static class UndeliveredToken
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Revokes it.</summary>
    /// <returns>What became of it, in sentences.</returns>
    public static string Revoke(PatClient client, PersonalAccessToken token)
    {
        using CancellationTokenSource limit = new(Limit);
        try
        {
            Task.Run(() => client.RevokeAsync(token.Organization, token.AuthorizationId, limit.Token)).GetAwaiter().GetResult();
            return $"The token {token} was created as the pipeline was stopped. Its secret reached nobody, so it was revoked.";
        }
        catch (Exception failure) when (failure is AdoPatException or OperationCanceledException)
        {
            return $"The token {token} was created as the pipeline was stopped; its secret is lost, and revoking it failed. "
                + $"Revoke it: Revoke-AdoPat -Organization {token.Organization} -AuthorizationId {token.AuthorizationId}";
        }
    }
}
