using System;
using System.Threading.Tasks;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The answers to a request without good credentials; 203 with a sign-in page among them.</summary>
/// <param name="Kind">Which answer; <see cref="UnauthenticatedAnswer.Auto"/> looks at the request.</param>
/// <param name="Organization">The organization of the address.</param>
/// <param name="Tenant">Its tenant; null for an organization of Microsoft accounts.</param>
internal sealed record Unauthenticated(UnauthenticatedAnswer Kind, Organization? Organization, Tenant? Tenant) : IResult
{
    /// <summary>The page that a browser gets.</summary>
    public const string SignInHtml =
        """
        <!DOCTYPE html>
        <html lang="en-US">
        <head><title>Azure DevOps Services | Sign In</title></head>
        <body><div id="signin">Sign in to Azure DevOps Services.</div></body>
        </html>

        """;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        TenantHeaders.Write(httpContext.Response, Organization, Tenant);
        TenantHeaders.Challenge(httpContext.Response, Organization, Tenant);
        return Choose(httpContext.Request) switch
        {
            UnauthenticatedAnswer.SignInPage => SignInPageAsync(httpContext.Response),
            UnauthenticatedAnswer.Redirect => RedirectAsync(httpContext),
            _ => Unauthorized(httpContext.Response),
        };
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
        string address = $"https://{request.Host}/{host}/_signin?realm={host}&reply_to={Uri.EscapeDataString($"https://{request.Host}{request.Path}{request.QueryString}")}";
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
