using System;

namespace AdoPat.Models;

/// <summary>An organization of Azure DevOps that the signed-in user is a member of.</summary>
/// <remarks>Source: the Accounts API, 7.2-preview.1.</remarks>
public sealed class AdoOrganization
{
    /// <summary>Its name, as in <c>https://dev.azure.com/{name}</c>.</summary>
    public required string Organization { get; init; }

    /// <summary>Its id: the one that <see cref="PersonalAccessToken.TargetAccounts"/> holds.</summary>
    public Guid Id { get; init; }

    /// <summary>The name.</summary>
    /// <returns><see cref="Organization"/>.</returns>
    public override string ToString() => Organization;
}
