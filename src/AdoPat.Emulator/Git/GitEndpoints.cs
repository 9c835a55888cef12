using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Git;

/// <summary>Git over HTTPS, as far as <c>git ls-remote</c> goes: there is nothing to fetch.</summary>
internal sealed class GitEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private static readonly ApiRule Rule = new() { TokenScopes = ["vso.code"], IsForTools = true };

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{EmulatedHosts.DevAzure}/{{organization}}/{{project}}/_git/{{repository}}/info/refs", gate.Protect(Rule, Refs));

    private IResult Refs(ApiCall call)
    {
        HttpContext context = call.Context;
        string? project = context.GetRouteValue("project") as string;
        string? name = context.GetRouteValue("repository") as string;
        if (state.RepositoryOf(call.Organization!, project, name) is not { } repository)
        {
            return new ServiceError(
                404, "GitRepositoryNotFoundException", $"TF401019: The Git repository with name or identifier {name} does not exist or you do not have permissions for the operation you are attempting.")
            { Namespace = "Microsoft.TeamFoundation.Git.Server" };
        }

        if (context.Request.Query["service"] != "git-upload-pack")
        {
            return new ServiceError(403, "GitNeedsPermissionException", "TF401027: You need the Git 'GenericContribute' permission to perform this action.")
            { Namespace = "Microsoft.TeamFoundation.Git.Server" };
        }

        context.Response.Headers.CacheControl = "no-cache";
        return Results.Text(RefAdvertisement.Write(repository), "application/x-git-upload-pack-advertisement");
    }
}
