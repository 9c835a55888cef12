using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Models;

/// <summary>
/// Says where the secret of a rotated token must go, as <c>New-AdoPatDestination</c> makes it. It holds no secret: it is
/// written to the journal of rotations as it is.
/// </summary>
public class AdoPatDestination
{
    private const string OrganizationPlaceholder = "{organization}";

    /// <summary>The kind, such as <c>NpmConfig</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the kind needs to find the place: names, paths and addresses.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a setting contains <c>{organization}</c>: each organization has a place of its own.</summary>
    public bool IsPerOrganization => Settings.Values.Any(value => value.Contains(OrganizationPlaceholder));

    /// <summary>The place for one organization.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <returns>The same destination, with <c>{organization}</c> replaced in every setting.</returns>
    public virtual AdoPatDestination InOrganization(string organization) => !IsPerOrganization ? this : new AdoPatDestination
    {
        Kind = Kind,
        Settings = Settings.ToDictionary(setting => setting.Key, setting => setting.Value.Replace(OrganizationPlaceholder, organization)),
    };

    /// <summary>Kind and settings, for messages.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() =>
        Settings.Count == 0 ? Kind : $"{Kind} ({string.Join(", ", Settings.Select(setting => $"{setting.Key} {setting.Value}"))})";
}
