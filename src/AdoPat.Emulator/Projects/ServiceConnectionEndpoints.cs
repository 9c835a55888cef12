using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Projects;

/// <summary><c>_apis/serviceendpoint/endpoints</c>: read and replace service connections.</summary>
internal sealed class ServiceConnectionEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private static readonly ApiRule Read = new()
    {
        Rights = ["vso.serviceendpoint"],
        TokenScopes = ["vso.serviceendpoint"],
        AllowsServicePrincipals = true,
        PreviewRevision = 4,
    };

    private static readonly ApiRule Write = Read with { Rights = ["vso.serviceendpoint_manage"], TokenScopes = ["vso.serviceendpoint_manage"] };

    private static readonly string[] Required = ["name", "type", "url"];

    public void Map(IEndpointRouteBuilder routes)
    {
        string organization = $"/{EmulatedHosts.DevAzure}/{{organization}}";
        const string Path = "/_apis/serviceendpoint/endpoints";
        routes.MapGet(organization + "/{project}" + Path, gate.Protect(Read, List));
        routes.MapGet(organization + "/{project}" + Path + "/{id}", gate.Protect(Read, One));
        routes.MapPut(organization + Path + "/{id}", gate.Protect(Write, ReplaceAsync));
    }

    private IResult List(ApiCall call)
    {
        if (state.ProjectOf(call) is not { } project)
        {
            return ServiceErrors.ProjectNotFound(call);
        }

        IQueryCollection query = call.Context.Request.Query;
        string[] names = query["endpointNames"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        string type = query["type"].ToString();
        JsonNode[] value = [.. state.ServiceConnections
            .Where(item => item.IsIn(project))
            .Where(item => names.Length == 0 || names.Contains(item.Name, Names.Comparer))
            .Where(item => type.Length == 0 || Names.Same(item.Definition["type"].Text(), type))
            .Select(Shown)];
        return Results.Json(new { count = value.Length, value }, Json.Wire);
    }

    // The service answers null, and not an error, where there is none.
    private IResult One(ApiCall call)
    {
        if (state.ProjectOf(call) is not { } project)
        {
            return ServiceErrors.ProjectNotFound(call);
        }

        ServiceConnection? found = Find(call);
        return found is not null && found.IsIn(project)
            ? Results.Json(Shown(found), Json.Wire)
            : Results.Text("null", "application/json");
    }

    private async Task<IResult> ReplaceAsync(ApiCall call)
    {
        (JsonObject? body, ServiceError? error) = await JsonBody.ReadAsync(call.Context.Request);
        lock (state.Gate)
        {
            return error is not null ? error
                : Find(call) is not { } connection ? ServiceErrors.ServiceConnectionNotFound(call)
                : Refusal(body!, connection) is { } refusal ? refusal
                : Replace(connection, body!);
        }
    }

    private static IResult Replace(ServiceConnection connection, JsonObject body)
    {
        Confidential.Keep((JsonObject)body["authorization"]!["parameters"]!, connection.Parameters);
        body["id"] = connection.Id.ToString();
        connection.Definition = body;
        return Results.Json(Shown(connection), Json.Wire);
    }

    private static ServiceError? Refusal(JsonObject body, ServiceConnection connection)
    {
        if (Required.FirstOrDefault(name => string.IsNullOrEmpty(body[name].Text())) is { } missing)
        {
            return ServiceErrors.MissingArgument("endpoint." + missing);
        }

        return body["authorization"] is not JsonObject authorization ? ServiceErrors.MissingArgument("endpoint.authorization")
            : authorization["scheme"].Text() is null ? ServiceErrors.MissingArgument("endpoint.authorization.scheme")
            : authorization["parameters"] is not JsonObject ? ServiceErrors.MissingArgument("endpoint.authorization.parameters")
            : !ProjectReferences.AreGood(body[ProjectReferences.OfServiceConnection]) ? ServiceErrors.MissingArgument("endpointProjectReferences")
            : body["id"] is { } id && !Names.Same(id.Text(), connection.Id.ToString()) ? ServiceErrors.BadArgument("The id of the body is not that of the address.")
            : null;
    }

    private static JsonObject Shown(ServiceConnection connection)
    {
        JsonObject shown = connection.Definition.DeepClone().AsObject();
        Confidential.Hide((JsonObject)shown["authorization"]!["parameters"]!);
        return shown;
    }

    private ServiceConnection? Find(ApiCall call) => Guid.TryParse(call.Context.GetRouteValue("id") as string, out Guid id)
        ? state.ServiceConnections.Find(item => item.Id == id && Names.Same(item.Organization, call.Organization!.Name))
        : null;
}
