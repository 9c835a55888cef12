using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Administration;

/// <summary><c>GraphUser</c>, as the Graph API of Azure DevOps writes it.</summary>
internal sealed record JsonOfGraphUser
{
    public string SubjectKind { get; init; } = "user";

    public string? MetaType { get; init; }

    public string? DirectoryAlias { get; init; }

    public required string Domain { get; init; }

    public required string PrincipalName { get; init; }

    public required string MailAddress { get; init; }

    public required string Origin { get; init; }

    public required string OriginId { get; init; }

    public required string DisplayName { get; init; }

    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, object> Links { get; init; }

    public required string Url { get; init; }

    public required string Descriptor { get; init; }

    /// <summary>Describes a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="organization">The organization that was asked.</param>
    /// <param name="tenant">The user's tenant.</param>
    /// <returns>The description.</returns>
    public static JsonOfGraphUser Of(User user, Organization organization, Tenant tenant)
    {
        string address = Address(organization, user.SubjectDescriptor);
        bool isPersonal = user.Origin == UserOrigin.Msa;
        return new JsonOfGraphUser
        {
            MetaType = isPersonal ? null : Names.Same(user.Tenant, organization.Tenant) ? "member" : "guest",
            DirectoryAlias = isPersonal ? null : user.Upn.Split('@')[0],
            Domain = isPersonal ? "Windows Live ID" : tenant.Id.ToString(),
            PrincipalName = user.Upn,
            MailAddress = user.Mail,
            Origin = isPersonal ? "msa" : "aad",
            OriginId = user.ObjectId.ToString(),
            DisplayName = user.DisplayName,
            Links = LinksTo(address),
            Url = address,
            Descriptor = user.SubjectDescriptor,
        };
    }

    /// <summary>Describes the identity that the builds of an organization run as. Nobody can sign in as it, and it owns no tokens.</summary>
    /// <param name="organization">The organization.</param>
    /// <returns>The description.</returns>
    public static JsonOfGraphUser BuildServiceOf(Organization organization)
    {
        string id = StableGuid.From("buildService", organization.Name).ToString();
        string descriptor = "svc." + Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{organization.Id}:Build:{id}")).TrimEnd('=');
        return new JsonOfGraphUser
        {
            Domain = "Build",
            PrincipalName = id,
            MailAddress = "",
            Origin = "vsts",
            OriginId = id,
            DisplayName = $"Project Collection Build Service ({organization.Name})",
            Links = LinksTo(Address(organization, descriptor)),
            Url = Address(organization, descriptor),
            Descriptor = descriptor,
        };
    }

    private static string Address(Organization organization, string descriptor) =>
        $"https://{EmulatedHosts.Sps}/{organization.Name}/_apis/Graph/Users/{descriptor}";

    private static Dictionary<string, object> LinksTo(string address) => new() { ["self"] = new { href = address } };
}
