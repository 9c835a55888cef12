using System;
using System.Collections.Generic;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Who sent a request to Azure DevOps, as far as its credentials tell.</summary>
/// <param name="Kind">What the credentials are.</param>
internal sealed record Caller(CallerKind Kind)
{
    /// <summary>The user, for <see cref="CallerKind.User"/> and <see cref="CallerKind.Token"/>.</summary>
    public User? User { get; init; }

    /// <summary>The personal access token that was used.</summary>
    public PersonalAccessToken? Token { get; init; }

    /// <summary>The tenant that issued the Entra token.</summary>
    public Guid TenantId { get; init; }

    /// <summary>The client that the Entra token was issued to.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The rights of the Entra token.</summary>
    public IReadOnlyCollection<string> Rights { get; init; } = [];

    /// <summary>Whether the Entra token was asked for with the claims of a challenge.</summary>
    public bool HasClaims { get; init; }
}
