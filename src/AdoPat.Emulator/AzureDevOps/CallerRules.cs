using System.Linq;
using AdoPat.Emulator.Entra;
using AdoPat.Emulator.State;
using AdoPat.Emulator.Tokens;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Who may call what.</summary>
internal sealed class CallerRules(EmulatorState state, SignInRules signInRules)
{
    private const string AllRights = "user_impersonation";

    /// <summary>Decides whether a caller is let in.</summary>
    /// <param name="call">The request; its organization is there and works.</param>
    /// <param name="rule">What the resource demands.</param>
    /// <returns>Null, or the refusal.</returns>
    public IResult? Refusal(ApiCall call, ApiRule rule) => CallerRefusal(call, rule) ?? PermissionRefusal(call, rule);

    private IResult? CallerRefusal(ApiCall call, ApiRule rule) => call.Caller.Kind switch
    {
        CallerKind.Token when rule.IsForTools => TokenRefusal(call, rule) is null ? null : NotAllowed(call),
        _ when rule.IsForTools => NotAllowed(call),
        CallerKind.Anonymous when rule.AllowsAnonymous && call.Organization is { PublicProjects: true } => null,
        CallerKind.User => UserRefusal(call, rule),
        CallerKind.Token => TokenRefusal(call, rule),
        CallerKind.ServicePrincipal when rule.AllowsServicePrincipals => null,
        CallerKind.ServicePrincipal => ServiceErrors.ServicePrincipalNotAllowed(state.Behaviour.InvalidAccessStatus),
        CallerKind.ExpiredToken => new ExpiredTokenAnswer(),
        _ => Unauthenticated(call),
    };

    private static ServiceError? PermissionRefusal(ApiCall call, ApiRule rule) => rule.Permission is { } permission && !call.Organization!.HasAdministrator(call.User)
        ? ServiceErrors.PermissionMissing(rule.PermissionStatus, call, permission)
        : null;

    private IResult? UserRefusal(ApiCall call, ApiRule rule)
    {
        IResult? refusal = call.Organization is { } organization ? MemberRefusal(call, organization) : null;
        bool allowed = call.Caller.Rights.Contains(AllRights) || rule.Rights.All(right => call.Caller.Rights.Any(granted => ScopeCatalog.Covers(granted, right)));
        return refusal ?? (allowed ? null : NotAllowed(call));
    }

    private IResult? MemberRefusal(ApiCall call, Organization organization)
    {
        Caller caller = call.Caller;
        if (state.TenantOf(organization.Tenant) is not { } tenant || tenant.Id != caller.TenantId)
        {
            return Unauthenticated(call);
        }

        Grant grant = new(call.User, tenant, caller.ClientId, "", caller.HasClaims);
        if (!caller.HasClaims && signInRules.Meets(EntraConditionKind.ClaimsChallenge, grant, EntraMoment.Always))
        {
            return new ClaimsChallenge(tenant);
        }

        return organization.HasMember(call.User) ? null : ServiceErrors.NotAMember(call.User);
    }

    private IResult? TokenRefusal(ApiCall call, ApiRule rule)
    {
        PersonalAccessToken token = call.Caller.Token!;
        if (rule.TokenScopes is not { } scopes)
        {
            return ServiceErrors.PatNotAllowed(state.Behaviour.InvalidAccessStatus);
        }

        // What stands above organizations takes tokens for all of them only.
        bool isForThis = call.Organization is { } organization ? token.IsFor(organization) && organization.HasMember(call.User) : token.Global;
        if (!isForThis || IsRetired(token, call.Organization) || call.Organization?.RevocationRules.Exists(rejecting => rejecting.Hits(token)) == true)
        {
            return Unauthenticated(call);
        }

        return scopes.Count == 0 || scopes.Any(scope => ScopeCatalog.Covers(token.Scope, scope)) ? null : NotAllowed(call);
    }

    // Tokens for all organizations end on a day, and sooner where an organization restricts creation.
    private bool IsRetired(PersonalAccessToken token, Organization? organization) => token.Global
        && (state.Clock.UtcNow >= state.Behaviour.GlobalTokensEndFrom || organization is { RestrictTokenCreation.Enabled: true });

    private Unauthenticated NotAllowed(ApiCall call) => Unauthenticated(call) with { Kind = UnauthenticatedAnswer.Unauthorized };

    private Unauthenticated Unauthenticated(ApiCall call) =>
        new(state.Behaviour.UnauthenticatedAnswer, call.Organization, state.TenantOf(call.Organization?.Tenant));
}
