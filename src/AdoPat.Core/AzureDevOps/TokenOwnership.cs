using System;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps;

/// <summary>Who may do more to a token than revoke it.</summary>
public static class TokenOwnership
{
    /// <summary>Refuses a token that was listed for an administrator and is another user's.</summary>
    /// <param name="session">Who wants to change the token.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.AdoForbidden"/>: it is another user's.</exception>
    public static void Require(AdoPatSession session, PersonalAccessToken token)
    {
        if (token.Owner is { } owner && !IsSignedIn(owner.UserPrincipalName) && !IsSignedIn(owner.MailAddress))
        {
            string verb = owner.UserPrincipalName.Length > 0 ? "is" : "may be";
            throw new AdoPatException(
                ErrorIds.AdoForbidden,
                $"{token} {verb} another user's: only {owner} can change or replace it. An administrator can revoke it, with Revoke-AdoPat. Nothing was sent.");
        }

        if (token.IsSshKey)
        {
            throw new AdoPatException(ErrorIds.AdoForbidden, $"{token} can only be revoked. Nothing was sent.");
        }

        bool IsSignedIn(string name) => string.Equals(name, session.Account, StringComparison.OrdinalIgnoreCase);
    }
}
