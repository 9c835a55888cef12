using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Projects;

/// <summary><c>_apis/distributedtask/variablegroups</c>: read and replace variable groups.</summary>
internal sealed class VariableGroupEndpoints(EmulatorState state, ApiGate gate) : ProjectItemEndpoints<VariableGroup>(state, gate)
{
    protected override string Path => "/_apis/distributedtask/variablegroups";

    protected override string Id => "{id:int}";

    protected override ApiRule Read { get; } = new()
    {
        Rights = ["vso.variablegroups_read"],
        TokenScopes = ["vso.variablegroups_read"],
        AllowsServicePrincipals = true,
        PreviewRevision = 2,
    };

    protected override ApiRule Write => Read with { Rights = ["vso.variablegroups_manage"], TokenScopes = ["vso.variablegroups_manage"] };

    protected override IEnumerable<VariableGroup> Matching(IQueryCollection query)
    {
        string name = query["groupName"].ToString();
        return State.VariableGroups.Where(item => name.Length == 0 || FileSystemName.MatchesSimpleExpression(name, item.Name, ignoreCase: true));
    }

    protected override VariableGroup? Find(ApiCall call) => State.VariableGroups.Find(item =>
        Names.Same(item.Organization, call.Organization!.Name) && Names.Same($"{item.Id}", call.Context.GetRouteValue("id") as string));

    protected override ServiceError NotFound(ApiCall call) => ServiceErrors.VariableGroupNotFound(call);

    protected override ServiceError? Refusal(JsonObject body, VariableGroup item) =>
        string.IsNullOrEmpty(body["name"].Text()) ? ServiceErrors.MissingArgument("group.Name")
        : body["variables"] is not JsonObject { Count: > 0 } variables ? ServiceErrors.MissingArgument("group.Variables")
        : !variables.All(variable => variable.Value is JsonObject) ? ServiceErrors.BadArgument("A variable is an object with a value.")
        : !ProjectReferences.AreGood(body[ProjectReferences.OfVariableGroup]) ? ServiceErrors.MissingArgument(ProjectReferences.OfVariableGroup)
        : body["type"] is { } type && !Names.Same(type.Text(), item.Definition["type"].Text()) ? ServiceErrors.BadArgument("The type of a variable group cannot be changed.")
        : item.IsLinked && variables.Any(variable => variable.Value!["value"] is not null) ? ServiceErrors.BadArgument(
            $"The variable group '{item.Name}' is linked to a key vault. Its values cannot be set here.")
        : null;

    protected override void Replace(ApiCall call, VariableGroup item, JsonObject body)
    {
        VariableValues.Keep((JsonObject)body["variables"]!, item.Variables);
        body["id"] = item.Id;
        body["type"] ??= item.Definition["type"]?.DeepClone();
        body["modifiedOn"] = State.Clock.UtcNow;
        body["modifiedBy"] = new JsonObject { ["id"] = call.Caller.User?.Id.ToString(), ["displayName"] = call.Caller.User?.DisplayName };
        item.Definition = body;
    }

    protected override JsonObject Shown(VariableGroup item)
    {
        JsonObject shown = item.Definition.DeepClone().AsObject();
        VariableValues.Hide((JsonObject)shown["variables"]!);
        return shown;
    }

    // Lists of the service do not tell in which projects a group is: nobody can put back what comes from one.
    protected override JsonObject ShownInList(VariableGroup item)
    {
        JsonObject shown = Shown(item);
        shown[ProjectReferences.OfVariableGroup] = null;
        return shown;
    }
}
