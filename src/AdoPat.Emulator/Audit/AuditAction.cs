using System;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Audit;

/// <summary>What can be done to a token, as the published list of audit events has it.</summary>
/// <param name="Id">Such as <c>Token.PatCreateEvent</c>.</param>
/// <param name="Category">Which kind of deed.</param>
/// <param name="Text">The sentence, with names of data in braces.</param>
internal sealed partial record AuditAction(string Id, string Category, string Text)
{
    public const string PatExpired = "Token.PatExpiredEvent";
    public const string PatPublicDiscovery = "Token.PatPublicDiscoveryEvent";
    public const string PatSystemRevoke = "Token.PatSystemRevokeEvent";

    private const string Pat = "Personal Access Token \"{DisplayName}\"";
    private const string PatOf = Pat + " associated with user \"{OwnerName}\"";
    private const string Ssh = "SSH Key \"{DisplayName}\"";

    private static readonly AuditAction[] Known =
    [
        new("Token.PatCreateEvent", "Create", Pat + " was created."),
        new("Token.PatUpdateEvent", "Modify", Pat + " was updated."),
        new("Token.PatRevokeEvent", "Remove", Pat + " was revoked."),
        new(PatExpired, "Modify", Pat + " expired."),
        new(PatPublicDiscovery, "Access", PatOf + " was discovered in a public repository."),
        new(PatSystemRevoke, "Remove", PatOf + " was revoked by the system."),
        new("Token.SshCreateEvent", "Create", Ssh + " was created."),
        new("Token.SshUpdateEvent", "Modify", Ssh + " was updated."),
        new("Token.SshRevokeEvent", "Remove", Ssh + " was revoked."),
    ];

    /// <summary>The part of the product that it belongs to.</summary>
    public string Area => Id.Split('.')[0];

    /// <summary>Finds an action.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The action; one of an unknown category for an id that only a seed knows.</returns>
    public static AuditAction Of(string id) => Array.Find(Known, action => Names.Same(action.Id, id)) ?? new(id, "Unknown", id);

    /// <summary>Says what was done.</summary>
    /// <param name="data">What it was done to.</param>
    /// <returns>A sentence.</returns>
    public string Describe(JsonObject data) => Place().Replace(Text, match => data[match.Groups[1].Value].Text() ?? "");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
