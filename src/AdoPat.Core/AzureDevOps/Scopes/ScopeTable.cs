using static AdoPat.AzureDevOps.ScopeTable.Privilege;

namespace AdoPat.AzureDevOps;

/// <summary>
/// The scopes as data, one line each: area, name, the scope it directly contains (or none), privilege, what it allows
/// in a word or two, and in a sentence. Within an area the smallest comes first.
/// Source: docs/integrate/includes/scopes.md of the Azure DevOps documentation, for names, inheritance and privilege;
/// the last lines are scopes that other clients request and that this page does not list.
/// </summary>
internal static class ScopeTable
{
    private const string None = "";

    internal enum Privilege
    {
        Normal,
        High,
    }

    public static readonly Row[] Rows =
    [
        new("Full access", ScopeCatalog.FullAccess, None, High, "", "Do everything its user can do, APIs without a scope of their own included."),
        new("Advanced Security", "vso.advsec", None, High, "read", "Read security alerts and the results of analyses."),
        new("Advanced Security", "vso.advsec_write", "vso.advsec", High, "read, write", "Upload analyses in SARIF."),
        new("Advanced Security", "vso.advsec_manage", "vso.advsec_write", High, "manage", "Manage alerts and the settings of the analysis."),
        new("Agent pools", "vso.agentpools", None, Normal, "read", "See pools, queues, agents and their running and recent jobs."),
        new("Agent pools", "vso.agentpools_manage", "vso.agentpools", High, "manage", "Manage pools, queues and agents."),
        new("Environments", "vso.environment_manage", "vso.agentpools_manage", High, "manage", "Manage environments, pools, queues and agents."),
        new("Deployment groups", "vso.machinegroup_manage", "vso.agentpools_manage", High, "manage", "Manage deployment groups and agent pools."),
        new("Analytics", "vso.analytics", None, Normal, "read", "Query analytics data."),
        new("Audit log", "vso.auditlog", None, Normal, "read", "Read the audit log."),
        new("Audit streams", "vso.auditstreams_manage", "vso.auditlog", High, "manage", "Read the audit log and decide where it is streamed to."),
        new("Build", "vso.build", "vso.hooks_write", Normal, "read", "Read builds, their definitions and artifacts; be told of build events."),
        new("Build", "vso.build_execute", "vso.build", High, "read, execute", "Queue builds and change their properties."),
        new("Code", "vso.code", "vso.hooks_write", Normal, "read", "Read and search source code, commits and branches; be told of their events."),
        new("Code", "vso.code_write", "vso.code", High, "read, write", "Change and delete source code, and take part in pull requests."),
        new("Code", "vso.code_manage", "vso.code_write", High, "read, write, manage", "Create and manage repositories."),
        new("Code", "vso.code_full", "vso.code_manage", High, "full", "Everything about source code, with limited support of the client object model."),
        new("Code status", "vso.code_status", None, Normal, "read, write", "Read and set the status of commits and pull requests."),
        new("Connected server", "vso.connected_server", None, Normal, "access", "Reach what a connected server on premises needs."),
        new("Entitlements", "vso.entitlements", None, Normal, "read", "Read the licences of an organization."),
        new("Member entitlements", "vso.memberentitlementmanagement", None, Normal, "read", "Read users, their licences, projects and extensions."),
        new("Member entitlements", "vso.memberentitlementmanagement_write", "vso.memberentitlementmanagement", High, "read, write", "Manage users, their licences, projects and extensions."),
        new("Extensions", "vso.extension", "vso.profile", Normal, "read", "See the installed extensions."),
        new("Extensions", "vso.extension_manage", "vso.extension", High, "read, manage", "Install, configure and remove extensions."),
        new("Extension data", "vso.extension.data", "vso.profile", Normal, "read", "Read the settings and documents that extensions store."),
        new("Extension data", "vso.extension.data_write", "vso.extension.data", Normal, "read, write", "Write the settings and documents that extensions store."),
        new("GitHub connections", "vso.githubconnections", None, Normal, "read", "Read connections to GitHub and data of its repositories."),
        new("GitHub connections", "vso.githubconnections_manage", "vso.githubconnections", High, "read, manage", "Manage connections to GitHub."),
        new("Graph", "vso.graph", None, Normal, "read", "Read users, groups and memberships."),
        new("Graph", "vso.graph_manage", "vso.graph", High, "manage", "Add users and groups, and manage memberships."),
        new("Identity", "vso.identity", None, Normal, "read", "Read identities and groups."),
        new("Identity", "vso.identity_manage", "vso.identity", High, "manage", "Change identities and groups."),
        new("Marketplace", "vso.gallery", "vso.profile", Normal, "read", "Read public and private items and publishers."),
        new("Marketplace", "vso.gallery_acquire", "vso.gallery", Normal, "acquire", "Acquire items."),
        new("Marketplace", "vso.gallery_publish", "vso.gallery", High, "publish", "Upload, update and share items."),
        new("Marketplace", "vso.gallery_manage", "vso.gallery_publish", High, "manage", "Manage items and publishers."),
        new("Notifications", "vso.notification", "vso.profile", Normal, "read", "Read subscriptions and the description of events."),
        new("Notifications", "vso.notification_write", "vso.notification", Normal, "read, write", "Change subscriptions."),
        new("Notifications", "vso.notification_manage", "vso.notification_write", Normal, "manage", "Manage subscriptions."),
        new("Notifications", "vso.notification_diagnostics", "vso.notification", Normal, "diagnostics", "Read diagnostic logs, and switch them on for a subscription."),
        new("Packaging", "vso.packaging", "vso.profile", Normal, "read", "Read feeds and packages; saving packages from upstream sources needs write."),
        new("Packaging", "vso.packaging_write", "vso.packaging", High, "read, write", "Create feeds and packages."),
        new("Packaging", "vso.packaging_manage", "vso.packaging_write", High, "read, write, manage", "Change and delete feeds and packages."),
        new("Pipeline resources", "vso.pipelineresources_use", None, High, "use", "Approve that a pipeline uses a protected resource."),
        new("Pipeline resources", "vso.pipelineresources_manage", "vso.pipelineresources_use", High, "use, manage", "Manage protected resources."),
        new("Projects and teams", "vso.project", None, Normal, "read", "Read projects and teams."),
        new("Projects and teams", "vso.project_write", "vso.project", Normal, "read, write", "Change projects and teams."),
        new("Projects and teams", "vso.project_manage", "vso.project_write", High, "read, write, manage", "Create and delete projects and teams."),
        new("Release", "vso.release", "vso.profile", Normal, "read", "Read releases, their definitions and environments."),
        new("Release", "vso.release_execute", "vso.release", High, "read, write, execute", "Change releases and start new ones."),
        new("Release", "vso.release_manage", "vso.release_execute", High, "read, write, execute, manage", "Delete and approve releases."),
        new("Secure files", "vso.securefiles_read", None, High, "read", "Read secure files."),
        new("Secure files", "vso.securefiles_write", "vso.securefiles_read", High, "read, create", "Create secure files."),
        new("Secure files", "vso.securefiles_manage", "vso.securefiles_write", High, "read, create, manage", "Manage secure files."),
        new("Security", "vso.security_manage", None, High, "manage", "Read and change permissions."),
        new("Service connections", "vso.serviceendpoint", "vso.profile", Normal, "read", "Read service connections."),
        new("Service connections", "vso.serviceendpoint_query", "vso.serviceendpoint", Normal, "read, query", "Send queries through service connections."),
        new("Service connections", "vso.serviceendpoint_manage", "vso.serviceendpoint_query", High, "read, query, manage", "Manage service connections."),
        new("Service hooks", "vso.hooks", "vso.profile", Normal, "read", "Read subscriptions, events, consumers and actions. No longer offered by itself."),
        new("Service hooks", "vso.hooks_write", "vso.hooks", Normal, "read, write", "Create and change subscriptions. No longer offered by itself."),
        new("Service hooks", "vso.hooks_interact", "vso.profile", Normal, "interact", "Act on events that come through service hooks. No longer offered by itself."),
        new("Settings", "vso.settings", None, Normal, "read", "Read settings."),
        new("Settings", "vso.settings_write", "vso.settings", Normal, "read, write", "Change settings."),
        new("Symbols", "vso.symbols", "vso.profile", Normal, "read", "Read symbols."),
        new("Symbols", "vso.symbols_write", "vso.symbols", Normal, "read, write", "Write symbols."),
        new("Symbols", "vso.symbols_manage", "vso.symbols_write", Normal, "read, write, manage", "Manage symbols."),
        new("Task groups", "vso.taskgroups_read", None, Normal, "read", "Read task groups."),
        new("Task groups", "vso.taskgroups_write", "vso.taskgroups_read", Normal, "read, create", "Create task groups."),
        new("Task groups", "vso.taskgroups_manage", "vso.taskgroups_write", High, "read, create, manage", "Manage task groups."),
        new("Team dashboards", "vso.dashboards", None, Normal, "read", "Read team dashboards."),
        new("Team dashboards", "vso.dashboards_manage", "vso.dashboards", Normal, "manage", "Manage team dashboards."),
        new("Test management", "vso.test", "vso.profile", Normal, "read", "Read test plans, cases and results."),
        new("Test management", "vso.test_write", "vso.test", Normal, "read, write", "Create and change test plans, cases and results."),
        new("Pull request threads", "vso.threads_full", None, Normal, "read, write", "Read and write the comments of pull requests."),
        new("Delegated tokens", "vso.tokens", None, High, "manage", "Manage the authorization tokens of users."),
        new("Token administration", "vso.tokenadministration", None, High, "manage", "See and revoke the tokens of an organization's users, as its administrator."),
        new("User profile", "vso.profile", None, Normal, "read", "Read the user's profile, organizations, projects and teams."),
        new("User profile", "vso.profile_write", "vso.profile", Normal, "read, write", "Change the user's profile."),
        new("Variable groups", "vso.variablegroups_read", None, Normal, "read", "Read variable groups."),
        new("Variable groups", "vso.variablegroups_write", "vso.variablegroups_read", Normal, "read, create", "Create variable groups."),
        new("Variable groups", "vso.variablegroups_manage", "vso.variablegroups_write", High, "read, create, manage", "Manage variable groups."),
        new("Wiki", "vso.wiki", None, Normal, "read", "Read and search wikis, their pages and attachments."),
        new("Wiki", "vso.wiki_write", "vso.wiki", Normal, "read, write", "Create and change wikis, their pages and attachments."),
        new("Work items", "vso.work", "vso.hooks_write", Normal, "read", "Read and search work items, queries and boards; be told of their events."),
        new("Work items", "vso.work_write", "vso.work", Normal, "read, write", "Create and change work items, queries and boards."),
        new("Work items", "vso.work_full", "vso.work_write", Normal, "full", "Everything about work items, queries, backlogs and plans."),
        new("Drop", "vso.drop", None, Normal, "read", "Read drops (artifact storage). Not in Microsoft's list."),
        new("Drop", "vso.drop_write", None, Normal, "write", "Write drops (artifact storage). Not in Microsoft's list."),
        new("Drop", "vso.drop_manage", None, Normal, "manage", "Manage drops (artifact storage). Not in Microsoft's list."),
        new("Governance", "vso.governance", None, Normal, "access", "Reach component governance. Not offered in the web pages."),
        new("Load test", "vso.loadtest", None, Normal, "read", "Read load tests. The service was retired."),
        new("Load test", "vso.loadtest_write", None, Normal, "read, write", "Create load tests. The service was retired."),
    ];

    internal sealed record Row(string Area, string Name, string Contains, Privilege Privilege, string Access, string Description);
}
