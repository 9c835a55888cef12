using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Projects;

/// <summary><c>_apis/projects</c>.</summary>
internal sealed class ProjectEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private static readonly ApiRule Rule = new() { Rights = ["vso.project"], TokenScopes = ["vso.project"], AllowsServicePrincipals = true };

    public void Map(IEndpointRouteBuilder routes)
    {
        string path = $"/{EmulatedHosts.DevAzure}/{{organization}}/_apis/projects";
        routes.MapGet(path, gate.Protect(Rule, All));
        routes.MapGet(path + "/{project}", gate.Protect(Rule, One));
    }

    private IResult All(ApiCall call)
    {
        object[] value = [.. state.Projects.Where(project => Names.Same(project.Organization, call.Organization!.Name)).Select(Describe)];
        return ListAnswer.Of(value);
    }

    private IResult One(ApiCall call) => state.ProjectOf(call) is { } project
        ? Results.Json(Describe(project), Json.Wire)
        : ServiceErrors.ProjectNotFound(call);

    private static object Describe(Project project) => new Dictionary<string, object>
    {
        ["id"] = project.Id,
        ["name"] = project.Name,
        ["url"] = $"https://{EmulatedHosts.DevAzure}/{project.Organization}/_apis/projects/{project.Id}",
        ["state"] = "wellFormed",
        ["revision"] = 1,
        ["visibility"] = "private",
    };
}
