using System.Collections.Generic;
using System.Linq;
using AdoPat.Destinations;

namespace AdoPat.Models;

/// <summary>
/// Says where the secret of a rotated token must go, as <c>New-AdoPatDestination</c> makes it. It holds no secret: it is
/// written to the journal of rotations as it is.
/// </summary>
public class AdoPatDestination
{
    internal const string OrganizationPlaceholder = "{organization}";
    internal const string NamePlaceholder = "{name}";

    /// <summary>The kind, such as <c>NpmConfig</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the kind needs to find the place: names, paths and addresses.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether several tokens can be handed to it, as each one is a call of its own.</summary>
    public virtual bool TakesMany => false;

    /// <summary>The place for one token.</summary>
    /// <param name="organization">What to put for <c>{organization}</c>.</param>
    /// <param name="name">What to put for <c>{name}</c>.</param>
    /// <returns>
    /// The same destination with both replaced in every setting. In a path, what cannot be in the name of a file becomes
    /// <c>_</c>: a token named <c>a/../b</c> stays in its folder.
    /// </returns>
    public virtual AdoPatDestination Resolve(string organization, string name) => new()
    {
        Kind = Kind,
        Settings = Settings.ToDictionary(
            setting => setting.Key,
            setting => setting.Value.Replace(OrganizationPlaceholder, organization)
                .Replace(NamePlaceholder, setting.Key == DestinationPath.Setting ? DestinationPath.FileNameOf(name) : name)),
    };

    /// <summary>Kind and settings, for messages.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() =>
        Settings.Count == 0 ? Kind : $"{Kind} ({string.Join(", ", Settings.Select(setting => $"{setting.Key} {setting.Value}"))})";
}
