using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Administration;

/// <summary><c>{organization}/_apis/TenantPolicy/Policies/{name}</c>: a policy of the organization's tenant. Microsoft does not document it.</summary>
internal sealed class TenantPolicyEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private static readonly ApiRule Rule = new()
    {
        Rights = ["user_impersonation"],
        TokenScopes = ["app_token"],
        Permission = "Azure DevOps Administrator (a role of Microsoft Entra ID)",
        PermissionStatus = StatusCodes.Status403Forbidden,
        PreviewRevision = 1,
    };

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{EmulatedHosts.Sps}/{{organization}}/_apis/TenantPolicy/Policies/{{name}}", gate.Protect(Rule, Answer));

    private IResult Answer(ApiCall call)
    {
        if (state.Behaviour.PolicyOutage == PolicyOutage.Tenant)
        {
            return ServiceErrors.PoliciesOutOfReach;
        }

        string name = (string)call.Context.GetRouteValue("name")!;
        return Find(state.TenantOf(call.Organization!.Tenant)!.Policies, name) is { } policy
            ? Results.Json(new { name, value = policy.Enabled, properties = PropertiesOf(policy) }, Json.Wire)
            : ServiceErrors.BadArgument($"The policy '{name}' does not exist.");
    }

    private static Policy? Find(TenantPolicies policies, string name) => name switch
    {
        "TenantPolicy.RestrictGlobalPersonalAccessToken" => policies.RestrictGlobal,
        "TenantPolicy.RestrictFullScopePersonalAccessToken" => policies.RestrictFullScope,
        "TenantPolicy.RestrictPersonalAccessTokenLifespan" => policies.MaximumLifespan,
        "TenantPolicy.EnableLeakedPersonalAccessTokenAutoRevocation" => policies.RevokeLeaked,
        _ => null,
    };

    // Every value is a text, also where it is a number or a list.
    private Dictionary<string, string> PropertiesOf(Policy policy)
    {
        Dictionary<string, string> properties = new()
        {
            ["AllowedUsersAndGroupObjectIds"] = JsonSerializer.Serialize(policy.AllowedUsers.Select(upn => state.UserOf(upn)?.ObjectId).Where(id => id is not null)),
        };
        if (policy is LifespanPolicy lifespan)
        {
            properties["MaxPatLifespanInDays"] = lifespan.Days.ToString(CultureInfo.InvariantCulture);
        }

        return properties;
    }
}
