using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>What a resource of Azure DevOps demands of those who call it.</summary>
internal sealed record ApiRule
{
    /// <summary>Rights that an Entra token must have, all of them; <c>user_impersonation</c> replaces every one.</summary>
    public IReadOnlyCollection<string> Rights { get; init; } = [];

    /// <summary>Scopes of which a personal access token must have one; null when it is refused whatever its scopes.</summary>
    public IReadOnlyCollection<string>? TokenScopes { get; init; }

    /// <summary>The permission that only administrators of the organization have; null when it is for all members.</summary>
    public string? Permission { get; init; }

    /// <summary>The status for those who lack the permission: 401 or 403.</summary>
    public int PermissionStatus { get; init; } = 401;

    /// <summary>Whether applications may call it.</summary>
    public bool AllowsServicePrincipals { get; init; }

    /// <summary>Whether it answers callers without credentials where the organization has public projects.</summary>
    public bool AllowsAnonymous { get; init; }

    /// <summary>
    /// It is for git, npm and NuGet: only a personal access token is good here, and whoever has none gets a 401 that asks for
    /// one, and never a page to sign in on.
    /// </summary>
    public bool IsForTools { get; init; }

    /// <summary>The revision of its preview; null when it is released.</summary>
    public int? PreviewRevision { get; init; }

    /// <summary>The oldest version that it was in.</summary>
    public Version OldestVersion { get; init; } = new(1, 0);
}
