using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Control;

/// <summary><c>/_emulator/secrets</c>: which token each service connection and each variable group holds at the moment.</summary>
internal sealed class SecretEndpoints(EmulatorState state) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(ControlRoutes.Prefix + "/secrets", () =>
    {
        lock (state.Gate)
        {
            return Results.Json(Connections().Concat(Groups()).ToList(), Json.Wire);
        }
    });

    private IEnumerable<HeldSecret> Connections() =>
        from item in state.ServiceConnections
        from parameter in item.Parameters
        where Confidential.Is(parameter.Key)
        select Describe(
            new HeldSecret("serviceConnection", item.Organization, item.Project, item.Id.ToString(), item.Name, parameter.Key, false, null, null),
            parameter.Value);

    private IEnumerable<HeldSecret> Groups() =>
        from item in state.VariableGroups
        from variable in item.Variables
        where VariableValues.IsSecret(variable.Value)
        select Describe(
            new HeldSecret("variableGroup", item.Organization, item.Project, $"{item.Id}", item.Name, variable.Key, false, null, null),
            variable.Value!["value"]);

    private HeldSecret Describe(HeldSecret held, JsonNode? value)
    {
        PersonalAccessToken? token = state.Tokens.BySecret(value.Text() ?? "");
        return held with
        {
            IsSet = !string.IsNullOrEmpty(value.Text()),
            AuthorizationId = token?.AuthorizationId,
            Status = token?.StatusAt(state.Clock.UtcNow),
        };
    }
}
