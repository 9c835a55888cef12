using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The answers to a request without good credentials; 203 with a sign-in page among them.</summary>
/// <param name="Kind">Which answer; <see cref="UnauthenticatedAnswer.Auto"/> looks at the request.</param>
/// <param name="Organization">The organization of the address.</param>
/// <param name="Tenant">Its tenant; null for an organization of Microsoft accounts.</param>
internal sealed record Unauthenticated(UnauthenticatedAnswer Kind, Organization? Organization, Tenant? Tenant) : IResult
{
    private const string SignInHtml =
        """
        <!DOCTYPE html>
        <html lang="en-US">
        <head><title>Azure DevOps Services | Sign In</title></head>
        <body><div id="signin">Sign in to Azure DevOps Services.</div></body>
        </html>

        """;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        WriteTenantHeaders(httpContext.Response, Organization, Tenant);
        return Choose(httpContext.Request) switch
        {
            UnauthenticatedAnswer.SignInPage => SignInPageAsync(httpContext.Response),
            UnauthenticatedAnswer.Redirect => RedirectAsync(httpContext),
            _ => Unauthorized(httpContext.Response),
        };
    }

    /// <summary>Writes the headers by which clients find the tenant of an organization.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">Its tenant; null for an organization of Microsoft accounts.</param>
    public static void WriteTenantHeaders(HttpResponse response, Organization? organization, Tenant? tenant)
    {
        if (organization is not null)
        {
            response.Headers["X-VSS-ResourceTenant"] = (tenant?.Id ?? Guid.Empty).ToString();
            response.Headers["X-VSS-AuthorizationEndpoint"] = $"https://{EmulatedHosts.Sps}/{organization.Name}/";
        }

        string bearer = $"Bearer authorization_uri=https://{EmulatedHosts.EntraLogin}/{tenant?.Id.ToString() ?? "organizations"}";
        string[] challenges = [bearer, "Basic realm=\"https://tfsemulator.app.visualstudio.com/\"", "TFS-Federated"];
        response.Headers.WWWAuthenticate = tenant is null && organization is not null ? challenges[1..] : challenges;
    }

    private static async Task SignInPageAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status203NonAuthoritative;
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(SignInHtml);
    }

    private static Task RedirectAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string host = request.Path.Value!.Split('/', 3)[1];
        string address = $"https://{request.Host}/_signin?realm={host}&reply_to={Uri.EscapeDataString($"https://{request.Host}{request.Path}{request.QueryString}")}";
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = address;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<html><head><title>Object moved</title></head><body>\r\n<h2>Object moved to <a href=\"{System.Net.WebUtility.HtmlEncode(address)}\">here</a>.</h2>\r\n</body></html>\r\n");
    }

    private static Task Unauthorized(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private UnauthenticatedAnswer Choose(HttpRequest request)
    {
        if (Kind != UnauthenticatedAnswer.Auto)
        {
            return Kind;
        }

        bool suppressed = Names.Same(request.Headers["X-TFS-FedAuthRedirect"].ToString(), "Suppress");
        return suppressed || HttpMethods.IsHead(request.Method) ? UnauthenticatedAnswer.Unauthorized
            : request.Headers.Authorization.Count > 0 ? UnauthenticatedAnswer.SignInPage
            : UnauthenticatedAnswer.Redirect;
    }
}
