using System;
using System.Collections.Generic;

namespace AdoPat.AzureDevOps;

/// <summary>What is to change about a token; null leaves a thing as it is. The secret stays the same.</summary>
public sealed class PatChange
{
    /// <summary>The new display name.</summary>
    public string? Name { get; init; }

    /// <summary>The new scopes, instead of the old ones.</summary>
    public IReadOnlyList<string>? Scope { get; init; }

    /// <summary>The new end, within one year.</summary>
    public DateTimeOffset? ValidTo { get; init; }
}
