using System;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>Who may do what. A path covers all below it, and the more specific one decides alone.</summary>
internal static class EdgePermissions
{
    /// <summary>Whether a user may do something in an organization.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="user">The user.</param>
    /// <param name="verb">get, put or delete.</param>
    /// <param name="path">The resource in the organization; empty for the organization itself.</param>
    /// <returns>True when one of the user's roles has the permission.</returns>
    public static bool Allow(ApigeeOrganization organization, ApigeeUser user, string verb, string path)
    {
        ApigeeRole[] roles = [.. organization.Roles.Where(role => role.IsOf(user))];
        return user.SystemAdministrator || (path.Trim('/').Length > 0
            ? Array.Exists(roles, role => Allow(role, verb, path))
            : Array.Exists(roles, role => verb == "get" || role.Name is ApigeeRole.OrganizationAdministrator or ApigeeRole.OperationsAdministrator));
    }

    private static bool Allow(ApigeeRole role, string verb, string path) => role.Permissions
        .Where(permission => Covers(permission.Path, path))
        .MaxBy(permission => Rank(permission.Path))?.Permissions.Contains(verb) == true;

    private static bool Covers(string pattern, string path)
    {
        string[] wanted = Parts(path);
        string[] parts = Parts(pattern);
        return parts.Length <= wanted.Length && parts.Zip(wanted).All(pair => pair.First == "*" || Names.Same(pair.First, pair.Second));
    }

    private static int Rank(string pattern) => Parts(pattern).Sum(part => part == "*" ? 10 : 11);

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
