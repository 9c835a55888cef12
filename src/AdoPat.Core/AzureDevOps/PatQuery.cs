using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>Which tokens to list. What is not said does not restrict.</summary>
public sealed class PatQuery
{
    /// <summary>The states; each is a list of its own at the service. Active tokens when it is not set.</summary>
    public IReadOnlyList<PatState> States { get; init; } = [PatState.Active];

    /// <summary>Whether a name is wanted; null for every name.</summary>
    public Predicate<string>? Name { get; init; }

    /// <summary>Only tokens that end within this time from now, or have ended.</summary>
    public TimeSpan? ExpiringWithin { get; init; }

    /// <summary>Only tokens that may do what all of these scopes allow, by a wider scope too.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Only tokens for all organizations.</summary>
    public bool GlobalOnly { get; init; }

    internal bool Matches(PersonalAccessToken token, DateTimeOffset now)
    {
        if (Name is not null && !Name(token.Name))
        {
            return false;
        }

        if (GlobalOnly && !token.IsGlobal)
        {
            return false;
        }

        if (ExpiringWithin is { } time && token.ValidTo - now > time)
        {
            return false;
        }

        foreach (string scope in Scope)
        {
            if (!ScopeCatalog.Covers(token.Scope, scope))
            {
                return false;
            }
        }

        return true;
    }
}
