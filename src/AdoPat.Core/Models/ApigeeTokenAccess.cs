namespace AdoPat.Models;

/// <summary>Whether an organization of Apigee Edge lets tokens be found and revoked by end user and app.</summary>
public sealed class ApigeeTokenAccess
{
    /// <summary>The organization.</summary>
    public required string Organization { get; init; }

    /// <summary>Whether they can be found: the property <c>features.isOAuth2TokenSearchEnabled</c>.</summary>
    public bool IsSearchEnabled { get; init; }

    /// <summary>Whether they can be revoked: the property <c>features.isOAuthRevokeEnabled</c>.</summary>
    public bool IsRevocationEnabled { get; init; }

    /// <summary>The organization and what is on, for messages.</summary>
    /// <returns>A text such as <c>myorg: search on, revocation off</c>.</returns>
    public override string ToString() => $"{Organization}: search {OnOff(IsSearchEnabled)}, revocation {OnOff(IsRevocationEnabled)}";

    private static string OnOff(bool isOn) => isOn ? "on" : "off";
}
