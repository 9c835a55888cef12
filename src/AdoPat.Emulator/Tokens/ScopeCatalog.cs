using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.Tokens;

/// <summary>The scopes that a personal access token can have, and which include which.</summary>
internal static class ScopeCatalog
{
    /// <summary>Full access.</summary>
    public const string FullAccess = "app_token";

    private const string Packaging = "vso.packaging";

    // In each chain, a scope includes those before it; a chain may begin with a scope of another one.
    private static readonly string[] Chains =
    [
        "vso.profile vso.profile_write",
        "vso.advsec vso.advsec_write vso.advsec_manage",
        "vso.agentpools vso.agentpools_manage vso.environment_manage",
        "vso.agentpools_manage vso.machinegroup_manage",
        "vso.analytics",
        "vso.auditlog vso.auditstreams_manage",
        "vso.profile vso.hooks vso.hooks_write",
        "vso.profile vso.hooks_interact",
        "vso.hooks_write vso.build vso.build_execute",
        "vso.hooks_write vso.code vso.code_write vso.code_manage vso.code_full",
        "vso.code_status",
        "vso.connected_server",
        "vso.dashboards vso.dashboards_manage",
        "vso.drop vso.drop_write vso.drop_manage",
        "vso.entitlements",
        "vso.memberentitlementmanagement vso.memberentitlementmanagement_write",
        "vso.profile vso.extension vso.extension_manage",
        "vso.profile vso.extension.data vso.extension.data_write",
        "vso.githubconnections vso.githubconnections_manage",
        "vso.governance",
        "vso.graph vso.graph_manage",
        "vso.identity vso.identity_manage",
        "vso.profile vso.gallery vso.gallery_acquire",
        "vso.gallery vso.gallery_publish vso.gallery_manage",
        "vso.loadtest vso.loadtest_write",
        "vso.profile vso.notification vso.notification_write vso.notification_manage",
        "vso.notification vso.notification_diagnostics",
        "vso.profile vso.packaging vso.packaging_write vso.packaging_manage",
        "vso.pipelineresources_use vso.pipelineresources_manage",
        "vso.project vso.project_write vso.project_manage",
        "vso.profile vso.release vso.release_execute vso.release_manage",
        "vso.securefiles_read vso.securefiles_write vso.securefiles_manage",
        "vso.security_manage",
        "vso.profile vso.serviceendpoint vso.serviceendpoint_query vso.serviceendpoint_manage",
        "vso.settings vso.settings_write",
        "vso.profile vso.symbols vso.symbols_write vso.symbols_manage",
        "vso.taskgroups_read vso.taskgroups_write vso.taskgroups_manage",
        "vso.profile vso.test vso.test_write",
        "vso.threads_full",
        "vso.tokens",
        "vso.tokenadministration",
        "vso.variablegroups_read vso.variablegroups_write vso.variablegroups_manage",
        "vso.wiki vso.wiki_write",
        "vso.hooks_write vso.work vso.work_write vso.work_full",
    ];

    private static readonly FrozenDictionary<string, string?> Parents = Chains
        .SelectMany(chain => Links(chain.Split(' ')))
        .GroupBy(link => link.Scope, link => link.Parent)
        .ToFrozenDictionary(group => group.Key, group => group.FirstOrDefault(parent => parent is not null));

    /// <summary>Whether the service makes a token with these scopes.</summary>
    /// <param name="scopes">Scopes, separated by spaces.</param>
    /// <returns>False when there is none, or one that does not exist.</returns>
    public static bool AreKnown(string? scopes)
    {
        string[] all = Split(scopes);
        return all.Length > 0 && all.All(scope => scope == FullAccess || Parents.ContainsKey(scope));
    }

    /// <summary>Whether a token can do what a scope allows.</summary>
    /// <param name="granted">The token's scopes, separated by spaces.</param>
    /// <param name="needed">One scope.</param>
    /// <returns>True when it is among them, or included in one of them.</returns>
    public static bool Covers(string granted, string needed) =>
        Split(granted).Any(scope => scope == FullAccess || WithIncluded(scope).Contains(needed));

    /// <summary>Whether there are none but packaging scopes.</summary>
    /// <param name="scopes">Scopes, separated by spaces.</param>
    /// <returns>True when each begins with <c>vso.packaging</c>.</returns>
    public static bool ArePackagingOnly(string scopes) => Split(scopes).All(scope => scope.StartsWith(Packaging, StringComparison.Ordinal));

    /// <summary>Whether full access is among them.</summary>
    /// <param name="scopes">Scopes, separated by spaces.</param>
    /// <returns>True for <c>app_token</c>.</returns>
    public static bool AreFull(string scopes) => Split(scopes).Contains(FullAccess);

    private static string[] Split(string? scopes) => (scopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Scope, string? Parent)> Links(string[] chain) =>
        chain.Select((scope, place) => (scope, place == 0 ? null : chain[place - 1]));

    private static IEnumerable<string> WithIncluded(string scope)
    {
        for (string? item = scope; item is not null; item = Parents.GetValueOrDefault(item))
        {
            yield return item;
        }
    }
}
