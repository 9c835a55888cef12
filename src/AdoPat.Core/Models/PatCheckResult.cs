using System;
using AdoPat.Secrets;

namespace AdoPat.Models;

/// <summary>What was found out about the value of a token. It does not hold the value.</summary>
public sealed class PatCheckResult
{
    /// <summary>True when the value has the form of a token and its checksum is right; found out without the network.</summary>
    public bool IsWellFormed { get; init; }

    /// <summary>Which form: the 84-character one, the older one of 52 characters, or none.</summary>
    public PatFormat Format { get; init; }

    /// <summary>The month it was created in, which the 84-character form carries; else null.</summary>
    public DateTimeOffset? CreatedMonth { get; init; }

    /// <summary>The organization that was asked; null when none was.</summary>
    public string? Organization { get; init; }

    /// <summary>Whether the organization accepted it; null when none was asked.</summary>
    public bool? Works { get; init; }

    /// <summary>The owner's user name, when it works.</summary>
    public string? Owner { get; init; }

    /// <summary>The id of the organization, when it works: the one that <see cref="PersonalAccessToken.TargetAccounts"/> holds.</summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>What is wrong and what to do; null when nothing is.</summary>
    public string? Reason { get; init; }
}
