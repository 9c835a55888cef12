using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>
/// Addresses that clients call only to see whether a token works, and the answers for all that is not emulated.
/// </summary>
internal sealed class ProbeEndpoints(ApiGate gate) : IEndpoints
{
    private static readonly ApiRule Feeds = new() { Rights = ["vso.packaging"], TokenScopes = ["vso.packaging"], AllowsServicePrincipals = true };

    private static readonly string[] Hosts = [EmulatedHosts.DevAzure, EmulatedHosts.Sps, EmulatedHosts.GlobalSps, EmulatedHosts.Feeds, EmulatedHosts.Packages, EmulatedHosts.Audit];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"/{EmulatedHosts.Feeds}/{{organization}}/_apis/packaging/feeds/{{feed}}", gate.Protect(Feeds, call =>
            new ServiceError(404, "FeedIdNotFoundException", $"The feed with ID '{call.Context.GetRouteValue("feed")}' doesn't exist.")));
        foreach (string host in Hosts)
        {
            routes.MapGet($"/{host}/_signin", () => Results.Content(Unauthenticated.SignInHtml, "text/html; charset=utf-8"));
            routes.MapFallback($"/{host}/{{**path}}", NotFound);
        }
    }

    private static IResult NotFound(HttpContext context, string? path)
    {
        string message = $"The controller for path '/{path}' was not found or does not implement IController.";
        context.Response.Headers["X-TFS-ServiceError"] = HeaderText.Encode(message);
        return Results.Text(message, "text/plain", statusCode: StatusCodes.Status404NotFound);
    }
}
