using System;
using System.Linq;
using AdoPat.Emulator.State;
using AdoPat.Emulator.Tokens;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>What a token may be: the service's own limits, and the policies of tenant and organization.</summary>
internal sealed class PatRules(EmulatorState state)
{
    private const int LongestName = 256;

    // A client that asks for a year from now has asked a moment ago.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    /// <summary>Checks a token as somebody wants it.</summary>
    /// <param name="wanted">The token; its end may be brought forward.</param>
    /// <param name="user">Who wants it.</param>
    /// <param name="organization">In which organization.</param>
    /// <returns>Null, or why not.</returns>
    public PatRefusal? Check(PersonalAccessToken wanted, User user, Organization organization) =>
        CheckName(wanted.DisplayName)
        ?? CheckScope(wanted.Scope)
        ?? CheckEnd(wanted.ValidTo)
        ?? CheckPolicies(wanted, user, organization);

    private static PatRefusal? CheckName(string name) =>
        string.IsNullOrWhiteSpace(name) ? new(PatError.DisplayNameRequired, "A display name is required.")
        : name.Length > LongestName || name.Any(char.IsControl) ? new(PatError.InvalidDisplayName, "The display name is not valid.")
        : null;

    private static PatRefusal? CheckScope(string scope) =>
        ScopeCatalog.AreKnown(scope) ? null : new(PatError.InvalidScope, $"The scope '{scope}' is not valid.");

    private PatRefusal? CheckEnd(DateTime validTo)
    {
        DateTime now = state.Clock.UtcNow;
        return validTo <= now ? new(PatError.InvalidValidTo, "The expiration date is in the past.")
            : validTo > now.AddYears(1) + Leeway ? new(PatError.InvalidValidTo, "The expiration date is more than one year away.")
            : null;
    }

    private PatRefusal? CheckPolicies(PersonalAccessToken wanted, User user, Organization organization) =>
        state.Behaviour.PolicyOutage switch
        {
            PolicyOutage.Tenant => new(PatError.FailedToReadTenantPolicy, "The policies of the tenant could not be read."),
            PolicyOutage.Organization => new(PatError.FailedToReadOrgPolicy, "The policies of the organization could not be read."),
            _ => CheckOrganization(wanted, user, organization) ?? CheckTenant(wanted, user, state.TenantOf(organization.Tenant)?.Policies),
        };

    private static PatRefusal? CheckOrganization(PersonalAccessToken wanted, User user, Organization organization)
    {
        CreationPolicy policy = organization.RestrictTokenCreation;
        return policy.Binds(user) && !(policy.AllowPackagingScopes && ScopeCatalog.ArePackagingOnly(wanted.Scope))
            ? new(PatError.DisablePatCreationPolicyViolation, $"The organization {organization.Name} does not allow personal access tokens to be created.")
            : null;
    }

    private PatRefusal? CheckTenant(PersonalAccessToken wanted, User user, TenantPolicies? policies)
    {
        if (wanted.Global && state.Clock.UtcNow >= state.Behaviour.GlobalTokensBlockedFrom)
        {
            return new(PatError.GlobalPATCreationBlocked, "Tokens for all organizations can no longer be created.");
        }

        if (policies is null)
        {
            return null;
        }

        if (wanted.Global && policies.RestrictGlobal.Binds(user))
        {
            return new(PatError.GlobalPatPolicyViolation, "A policy of the tenant forbids tokens for all organizations.");
        }

        return ScopeCatalog.AreFull(wanted.Scope) && policies.RestrictFullScope.Binds(user)
            ? new(PatError.FullScopePatPolicyViolation, "A policy of the tenant forbids tokens with full access.")
            : CheckLifespan(wanted, user, policies.MaximumLifespan);
    }

    private PatRefusal? CheckLifespan(PersonalAccessToken wanted, User user, LifespanPolicy policy)
    {
        DateTime latest = SqlTime.Round(wanted.ValidFrom.AddDays(policy.Days));
        if (!policy.Binds(user) || wanted.ValidTo <= latest)
        {
            return null;
        }

        if (state.Behaviour.LifespanViolation == LifespanViolation.Refuse)
        {
            return new(PatError.PatLifespanPolicyViolation, $"A policy of the tenant allows tokens to live {policy.Days} days at most.");
        }

        wanted.ValidTo = latest;
        return null;
    }
}
