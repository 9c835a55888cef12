using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.State;

/// <summary>An Azure DevOps organization.</summary>
internal sealed class Organization
{
    /// <summary>The id that tokens name as a target account; made from the name when it is not given.</summary>
    public Guid Id { get; set; }

    /// <summary>The name in addresses.</summary>
    public required string Name { get; set; }

    /// <summary>
    /// The domain of its tenant; the first tenant when it is not given. <c>personal</c> makes it an organization of
    /// Microsoft accounts, which has no tenant.
    /// </summary>
    public string Tenant { get; set; } = "";

    /// <summary>UPNs of its Project Collection Administrators.</summary>
    public List<string> Administrators { get; set; } = [];

    /// <summary>UPNs of its other members.</summary>
    public List<string> Members { get; set; } = [];

    /// <summary>Stopped for inactivity: every answer is 503 TF24668.</summary>
    public bool Disabled { get; set; }

    /// <summary>Has public projects, so that connection data can be read by anybody.</summary>
    public bool PublicProjects { get; set; }

    /// <summary>Whether it has an audit log, the policy <c>Policy.LogAuditEvents</c>; while it has none, nothing is written.</summary>
    public bool Auditing { get; set; } = true;

    /// <summary>The policy <c>Policy.DisablePATCreation</c>.</summary>
    public CreationPolicy RestrictTokenCreation { get; set; } = new();

    /// <summary>Rules that put tokens out of use here.</summary>
    public List<RevocationRule> RevocationRules { get; set; } = [];

    /// <summary>Whether the organization has no tenant.</summary>
    public bool IsPersonal => Names.Same(Tenant, "personal");

    /// <summary>Whether somebody may work in it.</summary>
    /// <param name="user">The user.</param>
    /// <returns>True for members and administrators.</returns>
    public bool HasMember(User user) => HasAdministrator(user) || Members.Contains(user.Upn, Names.Comparer);

    /// <summary>Whether somebody is one of its Project Collection Administrators.</summary>
    /// <param name="user">The user.</param>
    /// <returns>True for administrators.</returns>
    public bool HasAdministrator(User user) => Administrators.Contains(user.Upn, Names.Comparer);
}
