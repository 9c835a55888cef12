using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rules;

/// <summary>Which rules tokens are held against, as a user says it. What is not set is no rule.</summary>
public sealed record TokenRuleSettings
{
    /// <summary>The longest life of a token, from its creation to its end.</summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>Names of scopes; a token that may do what one of them allows, by a wider scope too, breaks the rule.</summary>
    public IReadOnlyList<string> ForbiddenScope { get; init; } = [];

    /// <summary>Names of scopes; a token that may do more than what they allow together breaks the rule.</summary>
    public IReadOnlyList<string> AllowedScope { get; init; } = [];

    /// <summary>True to forbid full access.</summary>
    public bool NoFullAccess { get; init; }

    /// <summary>True to forbid tokens for all organizations.</summary>
    public bool NoGlobal { get; init; }

    /// <summary>Patterns of names which say that a token is no longer used.</summary>
    public IReadOnlyList<string> UnusedName { get; init; } = [];

    /// <summary>Patterns of names; a token has to have one of them.</summary>
    public IReadOnlyList<string> RequiredName { get; init; } = [];

    /// <summary>A token that ends within this time from now breaks the rule.</summary>
    public TimeSpan? ExpiringWithin { get; init; }

    /// <summary>How much a rule matters, by its name, one of <see cref="RuleNames"/>; where it is not said, the rule's own severity holds.</summary>
    public IReadOnlyDictionary<string, FindingSeverity> Severity { get; init; } = new Dictionary<string, FindingSeverity>(StringComparer.OrdinalIgnoreCase);
}
