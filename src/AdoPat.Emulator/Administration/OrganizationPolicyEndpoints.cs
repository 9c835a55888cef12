using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Administration;

/// <summary>The ways to the policies of an organization, none of which Microsoft documents: two of its own pages, and one by one.</summary>
internal sealed class OrganizationPolicyEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private const string PageProvider = "ms.vss-admin-web.organization-policies-data-provider";
    private const string HierarchyProvider = "ms.vss-org-web.collection-admin-policy-data-provider";

    private static readonly ApiRule Rule = new() { Rights = ["user_impersonation"], TokenScopes = ["app_token"], PreviewRevision = 1 };

    public void Map(IEndpointRouteBuilder routes)
    {
        string organization = $"/{EmulatedHosts.DevAzure}/{{organization}}";
        routes.MapGet(organization + "/_settings/organizationPolicy", gate.Protect(Rule, Page));
        routes.MapPost(organization + "/_apis/Contribution/HierarchyQuery", gate.Protect(Rule, HierarchyAsync));
        foreach (string host in new[] { EmulatedHosts.DevAzure, EmulatedHosts.Sps })
        {
            routes.MapGet($"/{host}/{{organization}}/_apis/OrganizationPolicy/Policies/{{name}}", gate.Protect(Rule, One));
        }
    }

    private IResult Page(ApiCall call) => call.Context.Request.Query["__rt"] != "fps"
        ? Results.Text("<!DOCTYPE html><html><head><title>Policies - Settings</title></head><body></body></html>", "text/html")
        : Readable(() => Results.Json(
            new { fps = new { dataProviders = new { data = Provided(PageProvider, call.Organization!) } } }, Json.Wire));

    private async Task<IResult> HierarchyAsync(ApiCall call)
    {
        (JsonObject? body, ServiceError? error) = await JsonBody.ReadAsync(call.Context.Request);
        if (error is not null)
        {
            return error;
        }

        lock (state.Gate)
        {
            bool isAsked = body!["contributionIds"] is JsonArray ids && ids.Any(id => id.Text() == HierarchyProvider);
            return Readable(() => Results.Json(new { dataProviders = isAsked ? Provided(HierarchyProvider, call.Organization!) : [] }, Json.Wire));
        }
    }

    // Without something to say of a policy that was never set, it can only be written.
    private IResult One(ApiCall call)
    {
        string name = (string)call.Context.GetRouteValue("name")!;
        return bool.TryParse(call.Context.Request.Query["defaultValue"], out bool preset)
            ? Readable(() => Results.Json(OrganizationPolicies.One(call.Organization!, name, preset), Json.Wire))
            : ServiceErrors.MethodNotAllowed(call.Context.Request.Method);
    }

    private IResult Readable(Func<IResult> answer) =>
        state.Behaviour.PolicyOutage == PolicyOutage.Organization ? ServiceErrors.PoliciesOutOfReach : answer();

    private static Dictionary<string, object> Provided(string provider, Organization organization) =>
        new() { [provider] = new { policies = OrganizationPolicies.Of(organization) } };
}
