using System;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Entra;

/// <summary>An error answer of Entra ID.</summary>
/// <param name="Error">The OAuth 2.0 error code.</param>
/// <param name="Number">The number of the AADSTS code; 0 for none.</param>
/// <param name="Message">What happened, without the code.</param>
internal sealed record EntraError(string Error, int Number, string Message) : IResult
{
    /// <summary>What MSAL classifies by.</summary>
    public string? SubError { get; init; }

    /// <summary>The claims that the client must send along at the next sign-in, JSON.</summary>
    public string? Claims { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    /// <summary>The description with its code.</summary>
    public string Description =>
        Number == 0 ? Message : string.Create(CultureInfo.InvariantCulture, $"AADSTS{Number}: {Message}");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        string correlation = httpContext.Request.Headers["client-request-id"].ToString();
        JsonObject body = new()
        {
            ["error"] = Error,
            ["error_description"] = Description,
            ["error_codes"] = Number == 0 ? new JsonArray() : new JsonArray(Number),
            ["timestamp"] = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["trace_id"] = Guid.NewGuid().ToString(),
            ["correlation_id"] = Guid.TryParse(correlation, out Guid id) ? id.ToString() : Guid.NewGuid().ToString(),
        };
        if (SubError is not null)
        {
            body["suberror"] = SubError;
        }

        if (Claims is not null)
        {
            body["claims"] = Claims;
        }

        return Results.Json(body, statusCode: Status).ExecuteAsync(httpContext);
    }
}
