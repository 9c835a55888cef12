using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Pages;

/// <summary>A page on its way to a browser, which must load nothing from elsewhere and run no script but the page's own.</summary>
/// <param name="Document">The whole page.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="HasScript">Whether there is a script in the page.</param>
internal sealed record PageResult(Html Document, int Status, bool HasScript) : IResult
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = HasScript ? Policy + "; script-src 'unsafe-inline'" : Policy;
        return response.WriteAsync(Document.Text);
    }
}
