using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>
/// A user who may be meant, out of what a search found. The service also finds display names and similar addresses: to revoke the
/// tokens of somebody similar would be worse than to find nobody.
/// </summary>
/// <param name="User">The user.</param>
/// <param name="IsActive">False for somebody who has left. That says nothing about who is meant.</param>
internal sealed record UserMatch(AdoUser User, bool IsActive)
{
    /// <summary>All who have the text as their user name or e-mail address: with several, only the caller knows who is meant.</summary>
    public static IReadOnlyList<UserMatch> In(IEnumerable<IdentityWire?> found, string text, string organization) =>
    [
        .. found.OfType<IdentityWire>()
            .Where(identity => UserDescriptor.Is(identity.SubjectDescriptor ?? "")
                && (Is(identity.Properties?.Account?.Value, text) || Is(identity.Properties?.Mail?.Value, text)))
            .GroupBy(identity => identity.SubjectDescriptor!)
            .Select(same => new UserMatch(ToModel(same.First(), organization), same.Any(identity => identity.IsActive != false))),
    ];

    /// <summary>The user for a message that lists several.</summary>
    /// <returns>The descriptor, and who it is.</returns>
    public override string ToString() => $"{User.Descriptor} ({User}{(IsActive ? "" : ", no longer active")})";

    private static bool Is(string? value, string text) => string.Equals(value, text, StringComparison.OrdinalIgnoreCase);

    private static AdoUser ToModel(IdentityWire identity, string organization) => new()
    {
        Descriptor = identity.SubjectDescriptor!,
        UserPrincipalName = identity.Properties?.Account?.Value ?? "",
        DisplayName = identity.ProviderDisplayName ?? "",
        MailAddress = identity.Properties?.Mail?.Value ?? "",
        Organization = organization,
        Origin = UserDescriptor.OriginOf(identity.SubjectDescriptor!),
    };
}
