using System;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Entra;
using AdoPat.Emulator.State;
using AdoPat.Emulator.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>
/// What every request goes through before it is answered: is there such an organization, who is it, may they, is it
/// too much, which version.
/// </summary>
internal sealed class ApiGate(EmulatorState state, CallerReader callers, SignInRules signInRules, Throttle throttle)
{
    private const string Impersonation = "user_impersonation";

    /// <summary>Puts a resource behind the gate.</summary>
    /// <param name="rule">What it demands.</param>
    /// <param name="answer">Answers a request that was let in.</param>
    /// <returns>The handler for the route.</returns>
    public RequestDelegate Protect(ApiRule rule, Func<ApiCall, Task<IResult>> answer) => async context =>
    {
        ApiCall call;
        IResult? refusal;
        Load load;
        lock (state.Gate)
        {
            call = Read(context);
            refusal = Refusal(rule, ref call, out load);
        }

        load.WriteHeaders(context.Response);
        await Task.Delay(load.Delay, context.RequestAborted);
        IResult result = refusal ?? await answer(call);
        await result.ExecuteAsync(context);
    };

    /// <summary>The same for an answer that needs nothing to be read first; it is made while the state is held.</summary>
    /// <param name="rule">What it demands.</param>
    /// <param name="answer">Answers a request that was let in.</param>
    /// <returns>The handler for the route.</returns>
    public RequestDelegate Protect(ApiRule rule, Func<ApiCall, IResult> answer) => Protect(rule, call =>
    {
        lock (state.Gate)
        {
            return Task.FromResult(answer(call));
        }
    });

    private ApiCall Read(HttpContext context)
    {
        Caller caller = callers.Read(context.Request);
        context.Record().User = caller.User?.Upn;
        if (caller.User is { } user)
        {
            context.Response.Headers["X-VSS-UserData"] = $"{user.Id}:{user.Upn}";
        }

        Organization? organization = state.OrganizationOf(context.GetRouteValue("organization") as string);
        TenantHeaders.Write(context.Response, organization, TenantOf(organization));
        return new ApiCall(context, caller, ApiVersion.Default) { Organization = organization };
    }

    private IResult? Refusal(ApiRule rule, ref ApiCall call, out Load load)
    {
        load = Load.None;
        HttpContext context = call.Context;
        if (context.GetRouteValue("organization") is string name && call.Organization is null)
        {
            return new UnknownOrganization(name);
        }

        if (call.Organization is { Disabled: true } disabled)
        {
            return ServiceErrors.Deactivated(disabled.Name);
        }

        if (CredentialRefusal(call, rule) is { } refusal)
        {
            return refusal;
        }

        load = throttle.Count(call.Caller.User?.Upn ?? call.Caller.ClientId, state.Behaviour.Throttling);
        if (load.IsBlocked)
        {
            return ServiceErrors.Throttled;
        }

        ServiceError? wrong = ApiVersion.Read(context.Request, rule, state.Behaviour.NewestApiVersion, out ApiVersion version);
        call = call with { Version = version };
        return wrong;
    }

    private IResult? CredentialRefusal(ApiCall call, ApiRule rule) => call.Caller.Kind switch
    {
        CallerKind.Anonymous when rule.AllowsAnonymous && call.Organization is { PublicProjects: true } => null,
        CallerKind.User => UserRefusal(call, rule),
        CallerKind.Token => TokenRefusal(call, rule),
        CallerKind.ServicePrincipal when rule.AllowsServicePrincipals => null,
        CallerKind.ServicePrincipal => ServiceErrors.ServicePrincipalNotAllowed(state.Behaviour.InvalidAccessStatus),
        CallerKind.ExpiredToken => new ExpiredTokenAnswer(),
        _ => Unauthenticated(call),
    };

    private IResult? UserRefusal(ApiCall call, ApiRule rule)
    {
        Caller caller = call.Caller;
        if (call.Organization is { } organization)
        {
            Tenant? tenant = TenantOf(organization);
            if (tenant?.Id != caller.TenantId)
            {
                return Unauthenticated(call);
            }

            Grant grant = new(caller.User!, tenant, caller.ClientId, "", caller.HasClaims);
            if (!caller.HasClaims && signInRules.Meets(EntraConditionKind.ClaimsChallenge, grant, EntraMoment.Always))
            {
                return new ClaimsChallenge(tenant);
            }

            if (!organization.HasMember(caller.User!))
            {
                return ServiceErrors.NotAMember(caller.User!);
            }
        }

        bool allowed = caller.Rights.Contains(Impersonation) || rule.Rights.All(caller.Rights.Contains);
        return allowed ? null : Unauthenticated(call) with { Kind = UnauthenticatedAnswer.Unauthorized };
    }

    private IResult? TokenRefusal(ApiCall call, ApiRule rule)
    {
        PersonalAccessToken token = call.Caller.Token!;
        if (rule.TokenScopes is not { } scopes)
        {
            return ServiceErrors.PatNotAllowed(state.Behaviour.InvalidAccessStatus);
        }

        bool usable = call.Organization is { } organization
            ? token.IsFor(organization) && organization.HasMember(call.User) && !IsRetired(token, organization)
            : token.Global && !IsRetired(token, null);
        if (!usable)
        {
            return Unauthenticated(call);
        }

        return scopes.Count == 0 || scopes.Any(scope => ScopeCatalog.Covers(token.Scope, scope))
            ? null
            : Unauthenticated(call) with { Kind = UnauthenticatedAnswer.Unauthorized };
    }

    // Tokens for all organizations end on a day, and sooner where an organization restricts creation.
    private bool IsRetired(PersonalAccessToken token, Organization? organization) => token.Global
        && (state.Clock.UtcNow >= state.Behaviour.GlobalTokensEndFrom || organization is { RestrictTokenCreation.Enabled: true });

    private Unauthenticated Unauthenticated(ApiCall call) =>
        new(state.Behaviour.UnauthenticatedAnswer, call.Organization, TenantOf(call.Organization));

    private Tenant? TenantOf(Organization? organization) => state.TenantOf(organization?.Tenant);
}
