using System;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>Makes tokens of what an administrator's list says.</summary>
internal static class SessionTokenMapping
{
    /// <summary>Makes a token.</summary>
    /// <param name="token">What the list says.</param>
    /// <param name="organization">Whose list.</param>
    /// <param name="user">Whose token.</param>
    /// <param name="isSshKeys">Whether SSH keys were asked for: what the token is when it does not say so itself.</param>
    /// <param name="now">The service's time. The clock of this machine may be wrong, and an active token would go unseen.</param>
    /// <returns>The token.</returns>
    public static PersonalAccessToken ToModel(SessionTokenWire token, string organization, AdoUser user, bool isSshKeys, DateTimeOffset now)
    {
        bool isKey = token.IsPublic ?? isSshKeys;
        return new PersonalAccessToken
        {
            Name = token.DisplayName ?? "",
            Organization = organization,
            State = StateOf(token, now),
            ValidTo = token.ValidTo ?? default,
            ValidFrom = token.ValidFrom ?? default,
            Scope = PatMapping.SplitScope(token.Scope),
            IsGlobal = !isKey && token.TargetAccounts is null,
            TargetAccounts = token.TargetAccounts ?? [],
            AuthorizationId = token.AuthorizationId ?? default,
            Owner = user,
            IsSshKey = isKey,
        };
    }

    // The service writes the year 1 where there is nothing.
    private static PatState StateOf(SessionTokenWire token, DateTimeOffset now)
    {
        bool hasEnd = token.ValidTo is { Year: > 1 } end && end >= (token.ValidFrom ?? end);
        return hasEnd && token.ValidTo <= now ? PatState.Expired : token.IsValid == false ? PatState.Revoked : PatState.Active;
    }
}
