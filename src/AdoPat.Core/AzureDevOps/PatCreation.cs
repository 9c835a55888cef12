using System;
using System.Collections.Generic;

namespace AdoPat.AzureDevOps;

/// <summary>What a new token is to be.</summary>
public sealed class PatCreation
{
    /// <summary>The display name; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>The scopes, such as <c>vso.code</c>; <c>app_token</c> for full access.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>When it shall end, within one year. A policy of the tenant may make it sooner.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>True when the caller finds a token whose answer was lost by itself: the user is not told to.</summary>
    internal bool IsLookedForLater { get; init; }
}
