using System;
using System.Globalization;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>Turns an answer that is no success into the exception a user gets.</summary>
internal static class AnswerErrors
{
    private const string AnonymousUser = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

    private const string Report =
        "Try again; if it stays so, something on the way to Azure DevOps changes its answers, or AdoPat has to learn this one: report it with the output of -Verbose.";

    private static readonly (string ErrorId, string Reason) NoSuchToken = (
        ErrorIds.PatNotFound, "there is no such token. It may be revoked, or of another user or organization; Get-AdoPat -State All lists what is there.");

    /// <summary>Reads the failure from status, headers and body.</summary>
    public static AdoPatException From(ServiceAnswer answer)
    {
        ServiceErrorWire? error = answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire);
        string text = TextOf(answer);
        (string errorId, string reason) = Known(answer.Context, error?.TypeKey ?? "", text) ?? ByStatus(answer, text, isJson: error is not null);
        return AnswerFailure.Make(answer, errorId, reason, text, error?.TypeKey);
    }

    /// <summary>The service's own words; empty when it said nothing.</summary>
    public static string TextOf(ServiceAnswer answer) =>
        answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire)?.Message ?? answer.ServiceError ?? "";

    /// <summary>An answer that the protocol does not allow for.</summary>
    public static AdoPatException Unexpected(ServiceAnswer answer, string what) =>
        AnswerFailure.Make(answer, ErrorIds.AdoUnexpectedResponse, $"{what} (status {(int)answer.Status}). {Report}");

    private static (string ErrorId, string Reason)? Known(RequestContext context, string typeKey, string text)
    {
        if (Has(text, "TF24668"))
        {
            return (ErrorIds.AdoOrganizationNotFound, "the organization is stopped or deactivated. Trying again does not help; its owner can restore it.");
        }

        if (Has(text, "Service principals are not allowed"))
        {
            return (ErrorIds.AdoForbidden, "the sign-in is a service principal or a managed identity. Only users own personal access tokens: sign in as a user.");
        }

        if (typeKey == "InvalidAccessException" || Has(text, "The requested operation is not allowed"))
        {
            return (ErrorIds.AdoForbidden, "personal access tokens cannot manage personal access tokens. Sign in with Microsoft Entra ID: Connect-AdoPat.");
        }

        if (typeKey.StartsWith("SessionTokenNotFound", StringComparison.Ordinal))
        {
            return NoSuchToken;
        }

        if (Has(text, "VS403463"))
        {
            return (ErrorIds.AdoForbidden, "a Conditional Access policy of the tenant blocked the request. Sign in from a device or network that it allows.");
        }

        if (Has(text, "TF401444"))
        {
            return (ErrorIds.AdoForbidden, "the user has never signed in to this organization. Open it once in a browser, then try again.");
        }

        return Has(text, "TF400813") && !Has(text, AnonymousUser) && context.RequiredPermission is null
            ? (ErrorIds.AdoForbidden, "the signed-in user has no access to this organization. Its administrators can add the user; "
                + "Connect-AdoPat -Account signs in as another one.")
            : null;
    }

    private static (string ErrorId, string Reason) ByStatus(ServiceAnswer answer, string text, bool isJson) => (int)answer.Status switch
    {
        401 or 403 when answer.Context.RequiredPermission is not null && !answer.IsHtml && !answer.IsClaimsChallenge && !Has(text, AnonymousUser) =>
            (ErrorIds.AdoAdministratorRequired, NotPermitted(answer.Context)),
        _ when answer.IsSignInDemand => (ErrorIds.AdoUnauthorized, Unauthorized(answer.Context)),
        403 => (ErrorIds.AdoForbidden, "the signed-in user is not allowed to do this. The organization's administrators can allow it."),
        404 => NotFound(answer, isJson),
        429 => (ErrorIds.AdoThrottled, Throttled(answer.Context.RetryAfter)),
        >= 500 => (ErrorIds.AdoServerError, $"Azure DevOps failed (status {(int)answer.Status}). Try again later."),
        _ => (ErrorIds.AdoUnexpectedResponse, $"Azure DevOps answered {(int)answer.Status}. {Report}"),
    };

    // For a token that is not there the resource answers, in JSON or with nothing; for an organization that is not
    // there something before it does, with a page or a line of text.
    private static (string ErrorId, string Reason) NotFound(ServiceAnswer answer, bool isJson)
    {
        if (answer.Context.Organization is not { } organization)
        {
            return (ErrorIds.AdoUnexpectedResponse, $"Azure DevOps does not know the address (status 404). {Report}");
        }

        return answer.Context.IsAboutToken && (isJson || answer.Body.IsEmpty)
            ? NoSuchToken
            : (ErrorIds.AdoOrganizationNotFound, $"there is no organization '{organization}', or the signed-in user cannot see it. Check its name.");
    }

    private static string Unauthorized(RequestContext context) => context.WithoutAccessToken
        ? "the token was not accepted."
        : "Azure DevOps did not accept the sign-in. It has ended, or is of another tenant than the organization's, "
            + "or the user has no access to the organization. Run Connect-AdoPat -Organization with that organization.";

    // The service answers alike whether the user lacks the permission or the application the scope.
    private static string NotPermitted(RequestContext context)
    {
        string permission = context.PermissionGivers is null ? $"{context.RequiredPermission} in {context.Organization}" : context.RequiredPermission!;
        string scope = context.RequiredScope is null ? "" : $", or the sign-in does not have {context.RequiredScope}, which an application of your own (-ClientId) needs";
        return $"this takes {permission}, and the signed-in user does not have it{scope}. "
            + $"{context.PermissionGivers ?? "The organization's administrators"} can give the permission; Connect-AdoPat -Account signs in as another user.";
    }

    private static string Throttled(TimeSpan? retryAfter) => retryAfter is { } wait
        ? $"the rate limit is reached. Try again in {Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} seconds."
        : "the rate limit is reached. Try again in some minutes.";

    private static bool Has(string text, string part) => text.Contains(part);
}
