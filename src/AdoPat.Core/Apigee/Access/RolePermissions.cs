using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Apigee.Access;

/// <summary>The permissions of a role, and what follows from them for access tokens.</summary>
/// <param name="organization">The organization's name.</param>
/// <param name="role">The role's name.</param>
/// <param name="all">What the role may do, on all paths.</param>
internal sealed class RolePermissions(string organization, string role, IReadOnlyList<ResourcePermission> all)
{
    private const string Tokens = "oauth2";
    private const string Get = "get";
    private const string Put = "put";

    private static readonly string[] Administrators = ["orgadmin", "opsadmin"];
    private static readonly string[] Verbs = [Get, Put];

    // What is asked for by those who find and revoke tokens; {token} stands for a value, which no path names.
    private static readonly string[][] Resources =
        [[Tokens, "search"], [Tokens, "revoke"], [Tokens, "accesstokens", "{token}"], [Tokens, "refreshtokens", "{token}"]];

    public string Role => role;

    /// <summary>Whether a role is one of those that shall get and put tokens. A directory of roles may see no difference in case or in spaces around it.</summary>
    public static bool IsAdministrator(string role) => Administrators.Contains(role.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>What the role may do with tokens: one object for each path that decides, and one without a path when none decides for some requests.</summary>
    public IReadOnlyList<ApigeeTokenPermission> ForTokens() => [.. Deciding().Select(ToModel)];

    /// <summary>What has to be added for the role to get and put tokens.</summary>
    /// <remarks>The more specific path decides alone: one that is added must allow all that the wider one did, or the role would lose it.</remarks>
    public IReadOnlyList<ResourcePermission> Missing() => [.. Deciding()
        .Select(permission => permission ?? new ResourcePermission("/", []))
        .Where(permission => Verbs.Except(permission.Verbs).Any())
        .Select(permission => IsAboutTokens(permission)
            ? new ResourcePermission(permission.Path, [.. Verbs.Except(permission.Verbs)])
            : new ResourcePermission(permission.Within(Tokens), [.. permission.Verbs.Union(Verbs)]))];

    /// <summary>What has to be taken away for the role to neither get nor put tokens. Paths that are about other things too are left alone.</summary>
    public IReadOnlyList<ResourcePermission> Excess() => [.. all
        .Where(permission => IsAboutTokens(permission) && Resources.Any(permission.Covers) && permission.Verbs.Intersect(Verbs).Any())
        .Select(permission => new ResourcePermission(permission.Path, [.. permission.Verbs.Intersect(Verbs)]))];

    /// <summary>The permissions that are left when some are taken away: a path on which nothing is allowed any more decides nothing.</summary>
    public RolePermissions Without(IReadOnlyCollection<ResourcePermission> removed) => new(organization, role, [.. all
        .Select(permission => new ResourcePermission(
            permission.Path, [.. permission.Verbs.Except(removed.Where(other => other.Path == permission.Path).SelectMany(other => other.Verbs))]))
        .Where(permission => permission.Verbs.Count > 0)]);

    /// <summary>What is allowed here and is not any more in a later state, on whatever path.</summary>
    public IEnumerable<ResourcePermission> LostIn(RolePermissions later) => all
        .Select(permission => new ResourcePermission(permission.Path, [.. permission.Verbs.Except(later.VerbsOn(permission.Path))]))
        .Where(permission => permission.Verbs.Count > 0);

    private static bool IsAboutTokens(ResourcePermission permission) => permission.Within(Tokens) == permission.Path;

    private IEnumerable<string> VerbsOn(string path) => all.Where(permission => permission.Path == path).SelectMany(permission => permission.Verbs);

    private IEnumerable<ResourcePermission?> Deciding() => Resources
        .Select(resource => all.Where(permission => permission.Covers(resource)).OrderByDescending(permission => permission.Specificity).FirstOrDefault())
        .Distinct();

    private ApigeeTokenPermission ToModel(ResourcePermission? permission)
    {
        bool canGet = permission?.Verbs.Contains(Get) == true;
        bool canPut = permission?.Verbs.Contains(Put) == true;
        return new ApigeeTokenPermission
        {
            Organization = organization,
            Role = role,
            CanGet = canGet,
            CanPut = canPut,
            Path = permission?.Path,
            Permissions = permission?.Verbs ?? [],
            IsAsRecommended = IsAdministrator(role) ? canGet && canPut : !canGet && !canPut,
        };
    }
}
