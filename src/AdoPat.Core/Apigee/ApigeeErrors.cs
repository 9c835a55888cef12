using System;
using System.Collections.Generic;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee;

/// <summary>Turns an answer of Apigee that is no success into the exception a user gets.</summary>
internal static class ApigeeErrors
{
    // By the last part of the code. The documentation writes some with their area before them, some without, and not in one case.
    private static readonly Dictionary<string, (string ErrorId, string Reason)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UnsupportedOperationRevoke"] = (
            ErrorIds.ApigeeTokenAccessDisabled,
            "the organization does not let tokens be found and revoked by end user and app. Enable-ApigeeTokenAccess switches it on."),
        ["InvalidValueForLimitParam"] = (
            ErrorIds.ApigeeInvalidLimit,
            "the server gives fewer tokens at once than were asked for. Ask with a smaller -PageSize, or raise its limit with Set-ApigeeTokenSearchLimit."),
        ["app_id_not_found"] = (ErrorIds.ApigeeAppNotFound, "there is no app with that id. Get-ApigeeApp lists the apps and their ids."),
        ["AppDoesNotExist"] = (ErrorIds.ApigeeAppNotFound, "there is no such app. Get-ApigeeApp lists the apps."),
        ["parameters_missing"] = (
            ErrorIds.ApigeeTokenNotFound,
            "no token has that end user. The end user is what the policy's AppEndUser puts into tokens: in some installations the id of a developer "
            + "(Get-ApigeeDeveloper), in others any other text. Tokens from before Enable-ApigeeTokenAccess may not be found by it."),
        ["AccessTokenDoesntExists"] = NoSuchToken,
        ["invalid_accesstoken"] = NoSuchToken,
        ["invalid_access_token"] = NoSuchToken,
        ["DeveloperIdDoesNotExist"] = NoSuchDeveloper,
        ["DeveloperDoesNotExist"] = NoSuchDeveloper,
        ["RoleDoesNotExist"] = (ErrorIds.ApigeeRoleNotFound, "there is no such role. Get-ApigeeTokenPermission lists the roles."),
        ["OrganizationDoesNotExist"] = (
            ErrorIds.ApigeeOrganizationNotFound, "the server has no such organization, or does not show it to the signed-in user. Check its name, and -ManagementUri."),
    };

    private static (string ErrorId, string Reason) NoSuchToken => (
        ErrorIds.ApigeeTokenNotFound, "there is no such access token. It may have ended long ago, or be of another organization.");

    private static (string ErrorId, string Reason) NoSuchDeveloper => (
        ErrorIds.ApigeeDeveloperNotFound, "there is no such developer. Get-ApigeeDeveloper lists the developers.");

    /// <summary>Does nothing when an answer is a success.</summary>
    /// <exception cref="AdoPatException">It is none.</exception>
    public static void Check(ServiceAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            throw From(answer);
        }
    }

    /// <summary>The error code of an answer, without the area before it; null when it has none.</summary>
    public static string? CodeOf(ServiceAnswer answer) => LastPart(ApigeeErrorBody.Read(answer).Code);

    /// <summary>An answer that the protocol does not allow for.</summary>
    public static AdoPatException Unexpected(ServiceAnswer answer, string what) => AnswerFailure.Make(
        answer,
        ErrorIds.ApigeeUnexpectedResponse,
        $"{what} (status {(int)answer.Status}). Check that the address is that of the server's API; if it is, something on the way changes its answers, "
        + "or AdoPat has to learn this one: report it with the output of -Verbose.");

    /// <summary>Reads the failure from status and body.</summary>
    public static AdoPatException From(ServiceAnswer answer)
    {
        ApigeeErrorBody error = ApigeeErrorBody.Read(answer);
        int status = (int)answer.Status;

        // A token that is not accepted as the credential has the code of one that was asked about.
        bool isKnown = Known.TryGetValue(LastPart(error.Code) ?? "", out (string ErrorId, string Reason) known) && status is not (401 or 403);
        if (!isKnown && (status < 400 || (status == 404 && error == ApigeeErrorBody.None)))
        {
            return Unexpected(answer, answer.IsHtml ? "the server answered with a web page" : "the server's answer is none of Apigee's");
        }

        (string errorId, string reason) = isKnown ? known : ByStatus(answer);
        return AnswerFailure.Make(answer, errorId, reason, error.Text, error.Code);
    }

    private static (string ErrorId, string Reason) ByStatus(ServiceAnswer answer) => (int)answer.Status switch
    {
        401 => (ErrorIds.ApigeeUnauthorized, "the server did not accept the credentials. They are wrong or have ended, or it takes others: with single sign-on "
            + "(SAML, LDAP) or a second factor it takes no password, but what Connect-Apigee -SsoUri gets."),
        403 => (ErrorIds.ApigeeForbidden, "the signed-in user is not allowed to do this. An orgadmin of the organization, or the system administrator, is."),
        429 => (ErrorIds.ApigeeThrottled, "the server takes no more requests for now. Try again in some minutes."),
        >= 500 => (ErrorIds.ApigeeServerError, $"the server failed (status {(int)answer.Status}). Try again later."),
        _ => (ErrorIds.ApigeeRefused, $"the server refused it (status {(int)answer.Status})."),
    };

    private static string? LastPart(string? code) => code?.Substring(code.LastIndexOf('.') + 1);
}
