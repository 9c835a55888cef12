using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Projects;

/// <summary><c>_apis/serviceendpoint/endpoints</c>: read and replace service connections.</summary>
internal sealed class ServiceConnectionEndpoints(EmulatorState state, ApiGate gate) : ProjectItemEndpoints<ServiceConnection>(state, gate)
{
    private static readonly string[] Required = ["name", "type", "url"];

    protected override string Path => "/_apis/serviceendpoint/endpoints";

    protected override ApiRule Read { get; } = new()
    {
        Rights = ["vso.serviceendpoint"],
        TokenScopes = ["vso.serviceendpoint"],
        AllowsServicePrincipals = true,
        PreviewRevision = 4,
    };

    protected override ApiRule Write => Read with { Rights = ["vso.serviceendpoint_manage"], TokenScopes = ["vso.serviceendpoint_manage"] };

    protected override IEnumerable<ServiceConnection> Matching(IQueryCollection query)
    {
        string[] names = query["endpointNames"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        string type = query["type"].ToString();
        return State.ServiceConnections
            .Where(item => names.Length == 0 || names.Contains(item.Name, Names.Comparer))
            .Where(item => type.Length == 0 || Names.Same(item.Definition["type"].Text(), type));
    }

    protected override ServiceConnection? Find(ApiCall call) => Guid.TryParse(call.Context.GetRouteValue("id") as string, out Guid id)
        ? State.ServiceConnections.Find(item => item.Id == id && Names.Same(item.Organization, call.Organization!.Name))
        : null;

    protected override ServiceError NotFound(ApiCall call) => ServiceErrors.ServiceConnectionNotFound(call);

    protected override ServiceError? Refusal(JsonObject body, ServiceConnection item)
    {
        if (Required.FirstOrDefault(name => string.IsNullOrEmpty(body[name].Text())) is { } missing)
        {
            return ServiceErrors.MissingArgument("endpoint." + missing);
        }

        return body["authorization"] is not JsonObject authorization ? ServiceErrors.MissingArgument("endpoint.authorization")
            : authorization["scheme"].Text() is null ? ServiceErrors.MissingArgument("endpoint.authorization.scheme")
            : authorization["parameters"] is not JsonObject ? ServiceErrors.MissingArgument("endpoint.authorization.parameters")
            : !ProjectReferences.AreGood(body[ProjectReferences.OfServiceConnection]) ? ServiceErrors.MissingArgument("endpointProjectReferences")
            : body["id"] is { } id && !Names.Same(id.Text(), item.Id.ToString()) ? ServiceErrors.BadArgument("The id of the body is not that of the address.")
            : null;
    }

    protected override void Replace(ApiCall call, ServiceConnection item, JsonObject body)
    {
        Confidential.Keep((JsonObject)body["authorization"]!["parameters"]!, item.Parameters);
        body["id"] = item.Id.ToString();
        item.Definition = body;
    }

    protected override JsonObject Shown(ServiceConnection item)
    {
        JsonObject shown = item.Definition.DeepClone().AsObject();
        Confidential.Hide((JsonObject)shown["authorization"]!["parameters"]!);
        return shown;
    }
}
