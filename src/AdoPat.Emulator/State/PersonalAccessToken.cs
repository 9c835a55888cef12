using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace AdoPat.Emulator.State;

/// <summary>A personal access token, or an SSH key, which the service's database holds in the same way.</summary>
internal sealed class PersonalAccessToken
{
    /// <summary>The id by which it is managed; made up when it is not given.</summary>
    public Guid AuthorizationId { get; set; }

    /// <summary>The owner's UPN.</summary>
    public required string Owner { get; set; }

    /// <summary>The name; several tokens may have the same.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Scopes, separated by spaces; <c>app_token</c> is full access.</summary>
    public string Scope { get; set; } = "vso.profile";

    /// <summary>Names of the organizations it is for; null together with <see cref="Global"/>.</summary>
    public List<string>? Organizations { get; set; }

    /// <summary>For all organizations that the owner can reach.</summary>
    public bool Global { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime ValidFrom { get; set; }

    /// <summary>When it ends, UTC.</summary>
    public DateTime ValidTo { get; set; }

    /// <summary>Whether it was revoked.</summary>
    public bool Revoked { get; set; }

    /// <summary>An SSH key, and no personal access token.</summary>
    public bool IsPublic { get; set; }

    /// <summary>The public part of an SSH key; made up when it is not given.</summary>
    public string PublicData { get; set; } = "";

    /// <summary>Administrators who revoke it are answered as if it was done, and it is not.</summary>
    public bool IgnoresRevocation { get; set; }

    /// <summary>The secret value; made up when it is not given. SSH keys have none.</summary>
    public string Token { get; set; } = "";

    /// <summary>In a seed: make so many of it, the names numbered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Count { get; set; }

    /// <summary>Whether it shows up in, and is good for, an organization.</summary>
    /// <param name="organization">The organization.</param>
    /// <returns>True for its target accounts, and for all of them when it is global.</returns>
    public bool IsFor(Organization organization) => Global || Organizations!.Contains(organization.Name, Names.Comparer);

    /// <summary>What became of it by a given time.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The status that lists filter by.</returns>
    public TokenStatus StatusAt(DateTime now) =>
        Revoked ? TokenStatus.Revoked : ValidTo <= now ? TokenStatus.Expired : TokenStatus.Active;
}
