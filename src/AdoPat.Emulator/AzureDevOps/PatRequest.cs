using System;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary><c>PatTokenCreateRequest</c> and <c>PatTokenUpdateRequest</c> of the official API description.</summary>
internal sealed record PatRequest
{
    public Guid AuthorizationId { get; init; }

    public string? DisplayName { get; init; }

    public string? Scope { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public bool? AllOrgs { get; init; }
}
