using System;
using AdoPat.Models;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>Which entries of the audit log to read. What is not said does not restrict.</summary>
public sealed class AuditQuery
{
    /// <summary>Only what happened at or after this time. The service keeps 90 days.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only what happened before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether an entry is wanted; null for every one that is about tokens.</summary>
    public Predicate<AdoPatEvent>? Filter { get; init; }
}
