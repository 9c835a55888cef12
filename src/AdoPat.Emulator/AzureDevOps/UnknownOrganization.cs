using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The answer to an address whose organization does not exist.</summary>
/// <param name="Name">The name that was asked for.</param>
internal sealed record UnknownOrganization(string Name) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status404NotFound;
        httpContext.Response.ContentType = "text/plain; charset=utf-8";
        httpContext.Response.Headers["X-TFS-ServiceError"] = HeaderText.Encode($"The organization {Name} was not found.");
        return httpContext.Response.WriteAsync("The resource cannot be found.");
    }
}
