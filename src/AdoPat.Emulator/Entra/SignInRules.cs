using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Entra;

/// <summary>Who may get a token where, and the conditions that somebody has set.</summary>
internal sealed class SignInRules(EmulatorState state)
{
    /// <summary>Decides which tenant issues the tokens of a user.</summary>
    /// <param name="requested">The tenant of the address: an id, a domain, <c>organizations</c> or <c>common</c>.</param>
    /// <param name="user">Who signs in.</param>
    /// <param name="tenant">The tenant.</param>
    /// <returns>Null, or why it is refused.</returns>
    public EntraError? Resolve(string requested, User user, out Tenant tenant)
    {
        Tenant home = tenant = state.TenantOf(user.Tenant)!;
        if (IsAnyTenant(requested))
        {
            return null;
        }

        if (state.TenantOf(requested) is not { } named)
        {
            return EntraErrors.UnknownTenant(requested);
        }

        tenant = named;
        return named == home || user.GuestOf.Contains(named.Domain, Names.Comparer) ? null : EntraErrors.NotInTenant(user.Upn, requested);
    }

    /// <summary>Whether an address names no tenant in particular.</summary>
    /// <param name="requested">The tenant of the address.</param>
    /// <returns>True for <c>organizations</c> and <c>common</c>.</returns>
    public static bool IsAnyTenant(string requested) => Names.Same(requested, "organizations") || Names.Same(requested, "common");

    /// <summary>Whether an address names a tenant that is there.</summary>
    /// <param name="requested">The tenant of the address.</param>
    /// <returns>Null, or the error.</returns>
    public EntraError? Check(string requested) =>
        IsAnyTenant(requested) || state.TenantOf(requested) is not null ? null : EntraErrors.UnknownTenant(requested);

    /// <summary>Looks for a condition that stands in the way, and counts it when it does.</summary>
    /// <param name="grant">Who wants a token.</param>
    /// <param name="moment">Now: a sign-in, or a refresh.</param>
    /// <returns>Null, or the error.</returns>
    public EntraError? Refusal(Grant grant, EntraMoment moment)
    {
        if (Meets(EntraConditionKind.ConsentRequired, grant, moment))
        {
            return EntraErrors.ConsentRequired(grant.ClientId);
        }

        if (!grant.HasClaims && Meets(EntraConditionKind.MfaRequired, grant, moment))
        {
            return EntraErrors.MfaRequired(new RequestedScopes(grant.Scope).Resource);
        }

        return moment == EntraMoment.Refresh && Meets(EntraConditionKind.RefreshTokenExpired, grant, moment)
            ? EntraErrors.RefreshTokenExpired(state.Clock.UtcNow.AddDays(-90))
            : null;
    }

    /// <summary>Whether a condition of a kind holds, and counts it when it does.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="grant">Who wants a token.</param>
    /// <param name="moment">Now: a sign-in, or a refresh.</param>
    /// <returns>True when it holds.</returns>
    public bool Meets(EntraConditionKind kind, Grant grant, EntraMoment moment)
    {
        EntraCondition? condition = state.Conditions.Find(item =>
            item.Kind == kind
            && (item.When == EntraMoment.Always || item.When == moment)
            && (item.User is null || Names.Same(item.User, grant.User.Upn))
            && (item.Tenant is null || Names.Same(item.Tenant, grant.Tenant.Domain))
            && (item.ClientId is null || Names.Same(item.ClientId, grant.ClientId))
            && item.Times is null or > 0);
        if (condition is { Times: > 0 })
        {
            condition.Times--;
        }

        return condition is not null;
    }
}
