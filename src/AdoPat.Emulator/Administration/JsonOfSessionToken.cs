using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Administration;

/// <summary><c>SessionToken</c> of the official API description.</summary>
internal sealed record JsonOfSessionToken
{
    public Guid ClientId { get; init; }

    public Guid AccessId { get; init; }

    public Guid AuthorizationId { get; init; }

    public Guid HostAuthorizationId { get; init; }

    public Guid UserId { get; init; }

    public DateTime ValidFrom { get; init; }

    public DateTime ValidTo { get; init; }

    public string? DisplayName { get; init; }

    public string? Scope { get; init; }

    public IReadOnlyList<Guid>? TargetAccounts { get; init; }

    /// <summary>The value, which no list shows.</summary>
    public string? Token { get; init; }

    public string? AlternateToken { get; init; }

    public bool IsValid { get; init; }

    public bool IsPublic { get; init; }

    public string? PublicData { get; init; }

    public string? Source { get; init; }

    public IReadOnlyDictionary<string, string>? Claims { get; init; }

    /// <summary>A hash by which reports of leaked tokens are told apart; since 7.2. This one is not made by the rule of the real ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CrossCompanyCorrelatingId { get; init; }

    /// <summary>Describes a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="state">Where owners and organizations have their ids.</param>
    /// <param name="version">The version to answer in.</param>
    /// <returns>The description.</returns>
    public static JsonOfSessionToken Of(PersonalAccessToken token, EmulatorState state, ApiVersion version) => new()
    {
        AccessId = StableGuid.From("access", token.AuthorizationId.ToString()),
        AuthorizationId = token.AuthorizationId,
        HostAuthorizationId = StableGuid.From("hostAuthorization", token.AuthorizationId.ToString()),
        UserId = state.UserOf(token.Owner)!.Id,
        ValidFrom = WithoutZone(token.ValidFrom),
        ValidTo = WithoutZone(token.IsPublic && state.Behaviour.SshKeysHaveNoEnd ? DateTime.MinValue : token.ValidTo),
        DisplayName = token.DisplayName,
        Scope = token.Scope,
        TargetAccounts = token.Organizations?.Select(name => state.OrganizationOf(name)!.Id).ToArray(),
        IsValid = token.StatusAt(state.Clock.UtcNow) == TokenStatus.Active,
        IsPublic = token.IsPublic,
        PublicData = token.IsPublic ? token.PublicData : null,
        CrossCompanyCorrelatingId = token.IsPublic || !version.IsAtLeast("7.2") ? null : Hash(token.Token),
    };

    // This part of the service writes its times without saying that they are UTC.
    private static DateTime WithoutZone(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);

    private static string Hash(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 15));
}
