using System;
using System.Collections.Generic;
using System.Threading;

namespace AdoPat.Emulator.State;

/// <summary>
/// What the emulated services know. Whoever reads or changes it holds <see cref="Gate"/> meanwhile; that is enough
/// for thousands of requests a second, since nobody waits for anything while holding it.
/// </summary>
internal sealed class EmulatorState
{
    private readonly SeedReader _seedReader;

    /// <summary>Makes an empty state.</summary>
    /// <param name="clock">The time of the emulated services.</param>
    public EmulatorState(EmulatorClock clock)
    {
        Clock = clock;
        Json = new SeedJson(Clock);
        _seedReader = new SeedReader(this);
    }

    /// <summary>Held while the state is read or changed.</summary>
    public Lock Gate { get; } = new();

    public EmulatorClock Clock { get; }

    public SeedJson Json { get; }

    public Behaviour Behaviour { get; set; } = new();

    public List<Tenant> Tenants { get; } = [];

    public UserTable Users { get; } = new();

    public List<Organization> Organizations { get; } = [];

    public List<Application> Applications { get; } = [];

    public TokenTable Tokens { get; } = new();

    public List<Project> Projects { get; } = [];

    public List<ServiceConnection> ServiceConnections { get; } = [];

    public List<VariableGroup> VariableGroups { get; } = [];

    public List<GitRepository> Repositories { get; } = [];

    public List<Feed> Feeds { get; } = [];

    public List<EntraCondition> Conditions { get; set; } = [];

    public Dictionary<string, RefreshToken> RefreshTokens { get; } = new(StringComparer.Ordinal);

    public List<Email> Emails { get; } = [];

    public List<AuditEvent> AuditEvents { get; } = [];

    public List<ApigeeUser> ApigeeUsers { get; } = [];

    public List<ApigeeOrganization> ApigeeOrganizations { get; } = [];

    public ApigeeTokenTable ApigeeTokens { get; } = new();

    /// <summary>Finds a tenant.</summary>
    /// <param name="idOrDomain">Its id or domain.</param>
    /// <returns>The tenant, or null.</returns>
    public Tenant? TenantOf(string? idOrDomain) =>
        Tenants.Find(tenant => Names.Same(tenant.Domain, idOrDomain) || Names.Same(tenant.Id.ToString(), idOrDomain));

    /// <summary>Finds a user.</summary>
    /// <param name="upn">The user name.</param>
    /// <returns>The user, or null.</returns>
    public User? UserOf(string? upn) => Users.ByName(upn);

    /// <summary>Finds an organization.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The organization, or null.</returns>
    public Organization? OrganizationOf(string? name) => Organizations.Find(item => Names.Same(item.Name, name));

    /// <summary>Finds a project.</summary>
    /// <param name="organization">The name of its organization.</param>
    /// <param name="nameOrId">Its name or id.</param>
    /// <returns>The project, or null.</returns>
    public Project? ProjectOf(string? organization, string? nameOrId) =>
        Projects.Find(project => Names.Same(project.Organization, organization) && project.IsCalled(nameOrId));

    /// <summary>Finds a git repository.</summary>
    /// <param name="organization">Its organization.</param>
    /// <param name="project">The name or id of its project.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The repository, or null.</returns>
    public GitRepository? RepositoryOf(Organization organization, string? project, string? name) => Repositories.Find(item =>
        Names.Same(item.Name, name) && ProjectOf(organization.Name, project) is { } home && home.Contains(item.Organization, item.Project));

    /// <summary>Finds a feed.</summary>
    /// <param name="organization">Its organization.</param>
    /// <param name="project">The name or id of its project; null for a feed of the organization.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The feed, or null.</returns>
    public Feed? FeedOf(Organization organization, string? project, string? name) => Feeds.Find(item =>
        Names.Same(item.Name, name) && (project is null
            ? item.Project is null && Names.Same(item.Organization, organization.Name)
            : ProjectOf(organization.Name, project) is { } home && home.Contains(item.Organization, item.Project)));

    /// <summary>Finds a registered application.</summary>
    /// <param name="clientId">Its client id.</param>
    /// <returns>The application, or null.</returns>
    public Application? ApplicationOf(string? clientId) => Applications.Find(item => Names.Same(item.ClientId, clientId));

    /// <summary>Finds a user of Apigee's management API.</summary>
    /// <param name="email">The e-mail address.</param>
    /// <returns>The user, or null.</returns>
    public ApigeeUser? ApigeeUserOf(string? email) => ApigeeUsers.Find(user => Names.Same(user.Email, email));

    /// <summary>Finds an organization of Apigee Edge.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The organization, or null.</returns>
    public ApigeeOrganization? ApigeeOrganizationOf(string? name) => ApigeeOrganizations.Find(item => Names.Same(item.Name, name));

    /// <summary>Adds a seed to what is there, completing what it leaves out.</summary>
    /// <param name="seed">Tenants, users, organizations and applications of the same name are replaced.</param>
    /// <exception cref="SeedException">It names something that does not exist; a part of it may have been added then.</exception>
    public void Add(SeedDocument seed) => _seedReader.Add(seed);

    /// <summary>Forgets everything but the clock.</summary>
    public void Clear()
    {
        Behaviour = new Behaviour();
        Tenants.Clear();
        Users.Clear();
        Organizations.Clear();
        Applications.Clear();
        Tokens.Clear();
        Projects.Clear();
        ServiceConnections.Clear();
        VariableGroups.Clear();
        Repositories.Clear();
        Feeds.Clear();
        Conditions = [];
        RefreshTokens.Clear();
        Emails.Clear();
        AuditEvents.Clear();
        ApigeeUsers.Clear();
        ApigeeOrganizations.Clear();
        ApigeeTokens.Clear();
    }

    /// <summary>Everything, in the shape of a seed.</summary>
    /// <returns>A document that shares the objects of the state: write it while holding <see cref="Gate"/>.</returns>
    public SeedDocument ToDocument() => new()
    {
        Now = Clock.UtcNow,
        Behaviour = Behaviour,
        Tenants = Tenants,
        Users = [.. Users],
        Organizations = Organizations,
        Applications = Applications,
        Tokens = [.. Tokens.All],
        Projects = Projects,
        ServiceConnections = ServiceConnections,
        VariableGroups = VariableGroups,
        Repositories = Repositories,
        Feeds = Feeds,
        Conditions = Conditions,
        RefreshTokens = [.. RefreshTokens.Values],
        Emails = Emails,
        AuditEvents = AuditEvents,
        ApigeeUsers = ApigeeUsers,
        ApigeeOrganizations = ApigeeOrganizations,
        ApigeeTokens = [.. ApigeeTokens.All],
    };
}
