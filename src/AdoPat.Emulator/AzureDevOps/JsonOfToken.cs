using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary><c>PatToken</c> of the official API description.</summary>
internal sealed record JsonOfToken(
    string DisplayName,
    DateTime ValidTo,
    string Scope,
    IReadOnlyList<Guid>? TargetAccounts,
    DateTime ValidFrom,
    Guid AuthorizationId,
    string? Token)
{
    /// <summary>Describes a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="state">Where organizations have their ids.</param>
    /// <param name="withSecret">Whether to show its value, which only the answer to its creation does.</param>
    /// <returns>The description.</returns>
    public static JsonOfToken Of(PersonalAccessToken token, EmulatorState state, bool withSecret = false) => new(
        token.DisplayName,
        token.ValidTo,
        token.Scope,
        token.Organizations?.Select(name => state.OrganizationOf(name)!.Id).ToArray(),
        token.ValidFrom,
        token.AuthorizationId,
        withSecret ? token.Token : null);
}
