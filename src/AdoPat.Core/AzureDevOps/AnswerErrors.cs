using System;
using System.Globalization;
using System.Net;
using System.Text;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.AzureDevOps;

/// <summary>Turns an answer that is no success into the exception a user gets.</summary>
internal static class AnswerErrors
{
    private const string AnonymousUser = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

    /// <summary>Reads the failure from status, headers and body.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="action">What was tried, such as <c>Listing the tokens of contoso</c>; the message begins with it.</param>
    public static AdoPatException From(ServiceAnswer answer, string action)
    {
        ServiceErrorWire? error = answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire);
        string text = error?.Message ?? answer.ServiceError ?? "";
        (string errorId, string reason) = Explain(answer, error?.TypeKey ?? "", text);
        return new AdoPatException(errorId, Compose(action, reason, text, answer.ActivityId))
        {
            ServiceCode = error?.TypeKey,
            StatusCode = answer.Status,
            ActivityId = answer.ActivityId,
        };
    }

    /// <summary>An answer that the protocol does not allow for.</summary>
    public static AdoPatException Unexpected(ServiceAnswer answer, string action, string what) =>
        new(ErrorIds.AdoUnexpectedResponse, Compose(action, $"{what} (status {(int)answer.Status}).", "", answer.ActivityId))
        {
            StatusCode = answer.Status,
            ActivityId = answer.ActivityId,
        };

    /// <summary>Puts a message together: what was tried, why it failed, the service's words, the activity id.</summary>
    public static string Compose(string action, string reason, string serviceText, string? activityId)
    {
        StringBuilder message = new();
        message.Append(action).Append(" failed: ").Append(reason);
        if (!string.IsNullOrWhiteSpace(serviceText))
        {
            message.Append(" The service said: ").Append(Redaction.Redact(serviceText.Trim()));
        }

        if (activityId is not null)
        {
            message.Append(" (activity id ").Append(activityId).Append(')');
        }

        return message.ToString();
    }

    private static (string ErrorId, string Reason) Explain(ServiceAnswer answer, string typeKey, string text)
    {
        if (Explain(typeKey, text) is { } known)
        {
            return known;
        }

        if (answer.IsSignInDemand)
        {
            return (ErrorIds.AdoUnauthorized, Unauthorized(answer));
        }

        return (int)answer.Status switch
        {
            403 => (ErrorIds.AdoForbidden, "the signed-in user is not allowed to do this."),
            404 => (ErrorIds.AdoOrganizationNotFound, "the organization was not found, or the signed-in user cannot see it. Check its name."),
            429 => (ErrorIds.AdoThrottled, Throttled(answer.RetryAfter)),
            >= 500 => (ErrorIds.AdoServerError, $"Azure DevOps failed (status {(int)answer.Status}). Try again later."),
            _ => (ErrorIds.AdoUnexpectedResponse, $"Azure DevOps answered {(int)answer.Status}."),
        };
    }

    private static (string ErrorId, string Reason)? Explain(string typeKey, string text)
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
            return (ErrorIds.PatNotFound, "there is no such token. It may be revoked, or of another user or organization; Get-AdoPat -State All lists what is there.");
        }

        if (Has(text, "VS403463"))
        {
            return (ErrorIds.AdoForbidden, "a Conditional Access policy of the tenant blocked the request. Sign in from a device or network that it allows.");
        }

        if (Has(text, "TF401444"))
        {
            return (ErrorIds.AdoForbidden, "the user has never signed in to this organization. Open it once in a browser, then try again.");
        }

        return null;
    }

    private static string Unauthorized(ServiceAnswer answer)
    {
        string text = answer.ServiceError ?? answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire)?.Message ?? "";
        if (Has(text, "TF400813") && !Has(text, AnonymousUser))
        {
            return "the signed-in user has no access to this organization.";
        }

        return answer.Status == HttpStatusCode.Unauthorized && answer.Context.WithoutAccessToken
            ? "the token was not accepted."
            : "Azure DevOps did not accept the sign-in. It has ended, or is of another tenant than the organization's, "
                + "or the user has no access to the organization. Run Connect-AdoPat -Organization with that organization.";
    }

    private static string Throttled(TimeSpan? retryAfter) => retryAfter is { } wait
        ? $"the rate limit is reached. Try again in {Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} seconds."
        : "the rate limit is reached. Try again in some minutes.";

    private static bool Has(string text, string part) => text.Contains(part);
}
