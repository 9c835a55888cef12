using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Administration;

/// <summary>An organization's policies, as its own pages are told of them.</summary>
internal static class OrganizationPolicies
{
    private const string Creation = "Policy.DisablePATCreation";

    /// <summary>Describes all policies, in the groups of the page.</summary>
    /// <param name="organization">The organization.</param>
    /// <returns>Lists by the name of the group.</returns>
    public static object Of(Organization organization) => new
    {
        applicationConnection = Group(("Policy.DisallowOAuthAuthentication", false), ("Policy.DisallowSecureShell", false)),
        security = Group(("Policy.LogAuditEvents", organization.Auditing), ("Policy.AllowAnonymousAccess", organization.PublicProjects))
            .Append(new { policy = CreationOf(organization) }),
        user = Group(("Policy.DisallowAadGuestUserAccess", false), ("Policy.AllowRequestAccessToken", true)),
    };

    /// <summary>Describes one policy.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="name">The name of the policy.</param>
    /// <param name="defaultValue">What is said of a policy that nobody has set.</param>
    /// <returns>The description.</returns>
    public static object One(Organization organization, string name, bool defaultValue) => Names.Same(name, Creation) ? CreationOf(organization)
        : Names.Same(name, "Policy.LogAuditEvents") ? Simple(name, organization.Auditing)
        : Simple(name, defaultValue);

    private static object[] Group(params (string Name, bool Value)[] policies) => [.. policies.Select(item => new { policy = Simple(item.Name, item.Value) })];

    private static object Simple(string name, bool value) => Describe(name, value, []);

    private static object CreationOf(Organization organization)
    {
        CreationPolicy policy = organization.RestrictTokenCreation;
        return Describe(Creation, policy.Enabled, new() { ["isAllowListEnabled"] = policy.AllowedUsers.Count > 0, ["isPackagingScopeEnabled"] = policy.AllowPackagingScopes });
    }

    private static object Describe(string name, bool value, Dictionary<string, bool> properties) =>
        new { name, value, effectiveValue = value, isValueUndefined = false, properties };
}
