using System;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary><c>userroles</c>: the roles of an organization, and who has them.</summary>
internal sealed class EdgeRoleEndpoints(EmulatorState state, EdgeGate gate) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        gate.Map(routes, "GET", "/userroles", call => new EdgeAnswer(EdgeJson.List(call.Organization.Roles.Select(role => role.Name)), "UserRoles"));
        gate.Map(routes, "GET", "/userroles/{role}", call => InRole(call, role => new EdgeAnswer(new JsonObject { ["name"] = role.Name }, "UserRole")));
        gate.Map(routes, "GET", "/userroles/{role}/users", call => InRole(call, role => new EdgeAnswer(EdgeJson.List(role.Users), "Users")));
        gate.Map(routes, "GET", "/userroles/{role}/users/{email}", call => InRole(call, role => User(call, role)));
    }

    /// <summary>Answers for the role of an address.</summary>
    /// <param name="call">The request.</param>
    /// <param name="answer">Answers for the role.</param>
    /// <returns>The answer, or that there is no such role.</returns>
    public static IResult InRole(EdgeCall call, Func<ApigeeRole, IResult> answer) =>
        call.Organization.RoleOf(call["role"]) is { } role ? answer(role) : EdgeErrors.RoleUnknown(call["role"]);

    private IResult User(EdgeCall call, ApigeeRole role) => state.ApigeeUserOf(call["email"]) is { } user && role.IsOf(user)
        ? new EdgeAnswer(new JsonObject { ["emailId"] = user.Email, ["firstName"] = user.FirstName, ["lastName"] = user.LastName }, "User")
        : EdgeErrors.UserNotInRole(call["email"], role.Name);
}
