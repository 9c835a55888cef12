using System;
using System.Collections.Generic;

namespace AdoPat.Models;

/// <summary>A policy of a tenant or an organization on personal access tokens. It stops the creation and renewal of tokens, not their use.</summary>
/// <remarks>The service has no documented way to read policies: what could not be read is there all the same, with a <see cref="Reason"/>.</remarks>
public sealed class AdoPatPolicy
{
    /// <summary>The organization that was asked.</summary>
    public required string Organization { get; init; }

    /// <summary>Who sets it.</summary>
    public PatPolicyLevel Level { get; init; }

    /// <summary>The service's name for it, such as <c>RestrictGlobalPersonalAccessToken</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it does when it is on.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it is on; null when that could not be found out.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>The longest life of a new token, where the policy is about that and is on; else null.</summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>The ids of users and groups for whom it does not hold; empty when there are none, or they are not known.</summary>
    public IReadOnlyList<string> AllowedIds { get; init => field = new SpaceSeparatedList<string>(value); } = new SpaceSeparatedList<string>([]);

    /// <summary>Whether everybody may create tokens with packaging scopes all the same; null where the policy has no such choice, or it is not known.</summary>
    public bool? AllowsPackaging { get; init; }

    /// <summary>Why it could not be read; null when it could.</summary>
    public string? Reason { get; init; }

    /// <summary>The name and whether it is on, for messages.</summary>
    /// <returns>A text such as <c>DisablePATCreation of contoso: on</c>.</returns>
    public override string ToString() => $"{Name} of {Organization}: {(IsEnabled is { } on ? on ? "on" : "off" : "not known")}";
}
