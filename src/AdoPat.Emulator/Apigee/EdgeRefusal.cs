using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>A 401 or 403 of the management API, of which little is known: what stands in it is a switch.</summary>
/// <param name="Status">401 or 403.</param>
/// <param name="Body">What stands in it.</param>
internal sealed record EdgeRefusal(int Status, ApigeeRefusalBody Body) : IResult
{
    private string Reason => Status == StatusCodes.Status401Unauthorized
        ? "The credentials are missing or not valid"
        : "You don't have permissions to access this resource";

    public Task ExecuteAsync(HttpContext httpContext) => Result().ExecuteAsync(httpContext);

    private IResult Result() => Body switch
    {
        ApigeeRefusalBody.Empty => Results.StatusCode(Status),
        ApigeeRefusalBody.Html => Results.Text($"<html><head><title>{Status}</title></head><body><h1>{Status}</h1><p>{Reason}</p></body></html>", "text/html", statusCode: Status),
        ApigeeRefusalBody.Fault => new EdgeFault(Status, Status == StatusCodes.Status401Unauthorized ? "steps.basicauthentication.InvalidCredentials" : "security.Forbidden", Reason),
        ApigeeRefusalBody.Sso => Results.Json(
            new JsonObject { ["error"] = Status == StatusCodes.Status401Unauthorized ? "invalid_token" : "insufficient_scope", ["error_description"] = Reason }, statusCode: Status),
        ApigeeRefusalBody.Google => Results.Json(
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = Status,
                    ["message"] = Reason,
                    ["status"] = Status == StatusCodes.Status401Unauthorized ? "UNAUTHENTICATED" : "PERMISSION_DENIED",
                    ["details"] = new JsonArray(),
                },
            },
            statusCode: Status),
        _ => new EdgeError(Status, Status == StatusCodes.Status401Unauthorized ? "usersandroles.InvalidCredentials" : "usersandroles.Forbidden", Reason),
    };
}
