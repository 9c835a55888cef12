using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>
/// Everything the emulator holds, in the one JSON shape of seed file, <c>/_emulator/seed</c> and
/// <c>/_emulator/state</c>. docs/emulator-seed.schema.json describes it.
/// </summary>
internal sealed class SeedDocument
{
    /// <summary>The emulator's time, UTC; null for the machine's.</summary>
    public DateTime? Now { get; set; }

    /// <summary>Switches; what is not named stays as it is.</summary>
    public Behaviour? Behaviour { get; set; }

    /// <summary>Tenants; one of the same domain is replaced.</summary>
    public List<Tenant> Tenants { get; set; } = [];

    /// <summary>Users; one of the same UPN is replaced.</summary>
    public List<User> Users { get; set; } = [];

    /// <summary>Organizations; one of the same name is replaced.</summary>
    public List<Organization> Organizations { get; set; } = [];

    /// <summary>Registered applications; one of the same client id is replaced.</summary>
    public List<Application> Applications { get; set; } = [];

    /// <summary>Tokens; one of the same authorization id is replaced.</summary>
    public List<PersonalAccessToken> Tokens { get; set; } = [];

    /// <summary>Projects; one of the same name is replaced. A project that something else names is made.</summary>
    public List<Project> Projects { get; set; } = [];

    /// <summary>Service connections; one of the same id is replaced.</summary>
    public List<ServiceConnection> ServiceConnections { get; set; } = [];

    /// <summary>Variable groups; one of the same id, or without an id of the same name in its project, is replaced.</summary>
    public List<VariableGroup> VariableGroups { get; set; } = [];

    /// <summary>Git repositories; one of the same name in its project is replaced.</summary>
    public List<GitRepository> Repositories { get; set; } = [];

    /// <summary>Feeds of packages; one of the same name in its project, or its organization, is replaced.</summary>
    public List<Feed> Feeds { get; set; } = [];

    /// <summary>Ways in which sign-in fails; when given, they replace those that were there.</summary>
    public List<EntraCondition>? Conditions { get; set; }

    /// <summary>Refresh tokens; one of the same value is replaced.</summary>
    public List<RefreshToken> RefreshTokens { get; set; } = [];

    /// <summary>E-mails that the services have sent.</summary>
    public List<Email> Emails { get; set; } = [];

    /// <summary>Entries of audit logs.</summary>
    public List<AuditEvent> AuditEvents { get; set; } = [];

    /// <summary>Users of Apigee's management API; one of the same e-mail address is replaced.</summary>
    public List<ApigeeUser> ApigeeUsers { get; set; } = [];

    /// <summary>Organizations of Apigee Edge; one of the same name is replaced.</summary>
    public List<ApigeeOrganization> ApigeeOrganizations { get; set; } = [];

    /// <summary>OAuth 2.0 access tokens of Apigee Edge; one of the same value is replaced.</summary>
    public List<ApigeeToken> ApigeeTokens { get; set; } = [];
}
