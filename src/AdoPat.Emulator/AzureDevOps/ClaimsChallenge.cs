using System;
using System.Text;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>401 that asks the client to sign in again with certain claims.</summary>
/// <param name="Tenant">The tenant to sign in at.</param>
internal sealed record ClaimsChallenge(Tenant Tenant) : IResult
{
    /// <summary>What the client has to send along, JSON.</summary>
    public const string Claims = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims));
        httpContext.Response.StatusCode = StatusCodes.Status401Unauthorized;
        httpContext.Response.Headers.WWWAuthenticate =
            $"Bearer realm=\"\", authorization_uri=\"https://{EmulatedHosts.EntraLogin}/{Tenant.Id}\", error=\"insufficient_claims\", claims=\"{encoded}\"";
        return Task.CompletedTask;
    }
}
