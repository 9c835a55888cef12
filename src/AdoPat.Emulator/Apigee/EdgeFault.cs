using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>A fault of the gateway.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error code.</param>
/// <param name="Text">The fault string.</param>
internal sealed record EdgeFault(int Status, string Code, string Text) : IResult
{
    public static readonly EdgeFault InvalidToken = new(StatusCodes.Status401Unauthorized, "keymanagement.service.invalid_access_token", "Invalid Access Token");
    public static readonly EdgeFault ExpiredToken = new(StatusCodes.Status401Unauthorized, "keymanagement.service.access_token_expired", "Access Token expired");
    public static readonly EdgeFault InvalidClient = new(StatusCodes.Status401Unauthorized, "oauth.v2.InvalidClientIdentifier", "Invalid client identifier or secret");
    public static readonly EdgeFault InvalidRefreshToken = new(StatusCodes.Status400BadRequest, "keymanagement.service.invalid_refresh_token", "Invalid Refresh Token");

    public static EdgeFault NoProxy(string host) =>
        new(StatusCodes.Status404NotFound, "messaging.adaptors.http.flow.ApplicationNotFound", $"Unable to identify proxy for host: {host}");

    public static EdgeFault GrantUnsupported(string grant) => new(StatusCodes.Status400BadRequest, "oauth.v2.UnSupportedGrantType", $"Unsupported grant type : {grant}");

    public Task ExecuteAsync(HttpContext httpContext) => Results.Json(
        new JsonObject { ["fault"] = new JsonObject { ["faultstring"] = Text, ["detail"] = new JsonObject { ["errorcode"] = Code } } },
        statusCode: Status).ExecuteAsync(httpContext);
}
