using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>
/// Picks the user who was meant out of what a search found. The service also finds display names and similar addresses: to
/// revoke the tokens of somebody similar would be worse than to find nobody.
/// </summary>
internal static class UserMatch
{
    /// <summary>The users of that name; of that e-mail address when none has the name; those who are active when some are.</summary>
    public static IReadOnlyList<AdoUser> In(IEnumerable<IdentityWire?> found, string text, string organization)
    {
        IdentityWire[] people = [.. found.OfType<IdentityWire>().Where(identity => UserDescriptor.Is(identity.SubjectDescriptor ?? ""))];
        IdentityWire[] named = [.. people.Where(identity => Is(identity.Properties?.Account?.Value, text))];
        IdentityWire[] matches = named.Length > 0 ? named : [.. people.Where(identity => Is(identity.Properties?.Mail?.Value, text))];
        IdentityWire[] active = [.. matches.Where(identity => identity.IsActive != false)];
        return
        [
            .. (active.Length > 0 ? active : matches)
                .GroupBy(identity => identity.SubjectDescriptor!)
                .Select(same => ToModel(same.First(), organization)),
        ];
    }

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
