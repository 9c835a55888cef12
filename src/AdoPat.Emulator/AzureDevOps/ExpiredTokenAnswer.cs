using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The answer to an expired personal access token: JSON for who asks for it, else a page.</summary>
internal sealed record ExpiredTokenAnswer : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ServiceError error = ServiceErrors.TokenExpired;
        if (httpContext.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return error.ExecuteAsync(httpContext);
        }

        httpContext.Response.StatusCode = error.Status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(
            $"<!DOCTYPE html>\n<html lang=\"en-US\"><head><title>{error.Message}</title></head><body></body></html>\n");
    }
}
