using System.IO.Enumeration;
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

/// <summary><c>_apis/distributedtask/variablegroups</c>: read and replace variable groups.</summary>
internal sealed class VariableGroupEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private static readonly ApiRule Read = new()
    {
        Rights = ["vso.variablegroups_read"],
        TokenScopes = ["vso.variablegroups_read"],
        AllowsServicePrincipals = true,
        PreviewRevision = 2,
    };

    private static readonly ApiRule Write = Read with { Rights = ["vso.variablegroups_manage"], TokenScopes = ["vso.variablegroups_manage"] };

    public void Map(IEndpointRouteBuilder routes)
    {
        string organization = $"/{EmulatedHosts.DevAzure}/{{organization}}";
        const string Path = "/_apis/distributedtask/variablegroups";
        routes.MapGet(organization + "/{project}" + Path, gate.Protect(Read, List));
        routes.MapGet(organization + "/{project}" + Path + "/{id:int}", gate.Protect(Read, One));
        routes.MapPut(organization + Path + "/{id:int}", gate.Protect(Write, ReplaceAsync));
    }

    private IResult List(ApiCall call)
    {
        if (state.ProjectOf(call) is not { } project)
        {
            return ServiceErrors.ProjectNotFound(call);
        }

        string name = call.Context.Request.Query["groupName"].ToString();
        JsonNode[] value = [.. state.VariableGroups
            .Where(group => group.IsIn(project))
            .Where(group => name.Length == 0 || FileSystemName.MatchesSimpleExpression(name, group.Name, ignoreCase: true))
            .Select(ShownInList)];
        return Results.Json(new { count = value.Length, value }, Json.Wire);
    }

    // The service answers null, and not an error, where there is none.
    private IResult One(ApiCall call) => state.ProjectOf(call) is not { } project ? ServiceErrors.ProjectNotFound(call)
        : Find(call) is { } group && group.IsIn(project) ? Results.Json(Shown(group), Json.Wire)
        : Results.Text("null", "application/json");

    private async Task<IResult> ReplaceAsync(ApiCall call)
    {
        (JsonObject? body, ServiceError? error) = await JsonBody.ReadAsync(call.Context.Request);
        lock (state.Gate)
        {
            return error is not null ? error
                : Find(call) is not { } group ? ServiceErrors.VariableGroupNotFound(call)
                : Refusal(body!, group) is { } refusal ? refusal
                : Replace(call, group, body!);
        }
    }

    private IResult Replace(ApiCall call, VariableGroup group, JsonObject body)
    {
        VariableValues.Keep((JsonObject)body["variables"]!, group.Variables);
        body["id"] = group.Id;
        body["type"] ??= group.Definition["type"]?.DeepClone();
        body["modifiedOn"] = state.Clock.UtcNow;
        body["modifiedBy"] = new JsonObject { ["id"] = call.Caller.User?.Id.ToString(), ["displayName"] = call.Caller.User?.DisplayName };
        group.Definition = body;
        return Results.Json(Shown(group), Json.Wire);
    }

    private static ServiceError? Refusal(JsonObject body, VariableGroup group) =>
        string.IsNullOrEmpty(body["name"].Text()) ? ServiceErrors.MissingArgument("group.Name")
        : body["variables"] is not JsonObject { Count: > 0 } variables ? ServiceErrors.MissingArgument("group.Variables")
        : !variables.All(variable => variable.Value is JsonObject) ? ServiceErrors.BadArgument("A variable is an object with a value.")
        : !ProjectReferences.AreGood(body[ProjectReferences.OfVariableGroup]) ? ServiceErrors.MissingArgument(ProjectReferences.OfVariableGroup)
        : body["type"] is { } type && !Names.Same(type.Text(), group.Definition["type"].Text()) ? ServiceErrors.BadArgument("The type of a variable group cannot be changed.")
        : group.IsLinked && variables.Any(variable => variable.Value!["value"] is not null) ? ServiceErrors.BadArgument(
            $"The variable group '{group.Name}' is linked to a key vault. Its values cannot be set here.")
        : null;

    // Lists of the service do not tell in which projects a group is: nobody can put back what comes from one.
    private static JsonObject ShownInList(VariableGroup group)
    {
        JsonObject shown = Shown(group);
        shown[ProjectReferences.OfVariableGroup] = null;
        return shown;
    }

    private static JsonObject Shown(VariableGroup group)
    {
        JsonObject shown = group.Definition.DeepClone().AsObject();
        VariableValues.Hide((JsonObject)shown["variables"]!);
        return shown;
    }

    private VariableGroup? Find(ApiCall call) => state.VariableGroups.Find(group =>
        Names.Same(group.Organization, call.Organization!.Name) && Names.Same($"{group.Id}", call.Context.GetRouteValue("id") as string));
}
