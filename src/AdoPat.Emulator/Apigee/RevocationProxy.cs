using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>
/// The proxy that stands in for <c>oauth2/revoke</c> on Apigee X and hybrid, where the management API has none. It always cascades,
/// and tells no number.
/// </summary>
internal sealed class RevocationProxy(TokenFinder finder, TokenRevocation revocation)
{
    public const string Path = "oauth-admin/v1/oauth2/revoke";

    /// <summary>Answers a request.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="caller">The token that the caller has shown; null when it was none that works.</param>
    /// <param name="query">The query, with <c>app</c> or <c>enduser</c>.</param>
    /// <returns>202 without a body, or an error.</returns>
    public IResult Answer(ApigeeOrganization organization, ApigeeToken? caller, IQueryCollection query)
    {
        if (caller is null || organization.AppOf(caller.App) is not { Privileged: true })
        {
            return Error(StatusCodes.Status401Unauthorized, "401.99.01", "Unauthorized, invalid access token");
        }

        string? app = query["app"].ToString() is { Length: > 0 } id ? id : null;
        string? endUser = query["enduser"].ToString() is { Length: > 0 } user ? user : null;
        if ((app is null && endUser is null) || (app is not null && organization.AppOf(app) is null))
        {
            return Error(StatusCodes.Status400BadRequest, "400.01.01", "Bad Request, missing information");
        }

        revocation.Submit(finder.Find(organization, endUser, app), cascade: true);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static IResult Error(int status, string code, string message) => Results.Json(new { code, message }, statusCode: status);
}
