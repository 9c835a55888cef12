using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>
/// What every request goes through before it is answered: is there such an organization, who is it, may they, is it
/// too much, which version.
/// </summary>
internal sealed class ApiGate(EmulatorState state, CallerReader callers, CallerRules rules, Throttle throttle)
{
    /// <summary>Puts a resource behind the gate.</summary>
    /// <param name="rule">What it demands.</param>
    /// <param name="answer">Answers a request that was let in.</param>
    /// <returns>The handler for the route.</returns>
    public RequestDelegate Protect(ApiRule rule, Func<ApiCall, Task<IResult>> answer) => async context =>
    {
        Admission admission;
        lock (state.Gate)
        {
            admission = Admit(context, rule);
        }

        admission.Load.WriteHeaders(context.Response);
        await Task.Delay(admission.Load.Delay, context.RequestAborted);
        IResult result = admission.Refusal ?? await answer(admission.Call);
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

    private static IResult? OrganizationRefusal(ApiCall call) => call switch
    {
        { Organization: { Disabled: true } disabled } => ServiceErrors.Deactivated(disabled.Name),
        { Organization: null } when call.Context.GetRouteValue("organization") is string name => new UnknownOrganization(name),
        _ => null,
    };

    private Admission Admit(HttpContext context, ApiRule rule)
    {
        ApiCall call = Read(context);
        if ((OrganizationRefusal(call) ?? rules.Refusal(call, rule)) is { } refusal)
        {
            return new Admission(call, refusal, Load.None);
        }

        Load load = throttle.Count(call.Caller.User?.Upn ?? call.Caller.ClientId, state.Behaviour.Throttling);
        if (load.IsBlocked)
        {
            return new Admission(call, ServiceErrors.Throttled, load);
        }

        ServiceError? wrongVersion = ApiVersion.Read(context.Request, rule, state.Behaviour.NewestApiVersion, out ApiVersion version);
        return new Admission(call with { Version = version }, wrongVersion, load);
    }

    private ApiCall Read(HttpContext context)
    {
        Caller caller = callers.Read(context.Request);
        context.Record().User = caller.User?.Upn;
        if (caller.User is { } user)
        {
            context.Response.Headers["X-VSS-UserData"] = $"{user.Id}:{user.Upn}";
        }

        Organization? organization = state.OrganizationOf(context.GetRouteValue("organization") as string);
        TenantHeaders.Write(context.Response, organization, state.TenantOf(organization?.Tenant));
        return new ApiCall(context, caller, ApiVersion.Default) { Organization = organization };
    }

    private sealed record Admission(ApiCall Call, IResult? Refusal, Load Load);
}
