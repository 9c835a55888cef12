using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>What the service's <c>patTokenError</c> values mean for a user.</summary>
internal static class PatErrors
{
    private const string None = "none";

    private static readonly (string ErrorId, string Advice) NotFound = (
        ErrorIds.PatNotFound, "It may be of another user or organization, or be gone. Get-AdoPat -State All lists what is there.");

    private static readonly (string ErrorId, string Advice) PolicyOutage = (
        ErrorIds.AdoServerError, "Azure DevOps could not read its policies. Nothing was changed; try again in a minute.");

    private static readonly (string ErrorId, string Advice) NoUser = (
        ErrorIds.AdoForbidden, "This needs a user of Microsoft Entra ID: service principals and managed identities own no tokens. Sign in as a user: Connect-AdoPat.");

    private static readonly (string ErrorId, string Advice) BadClient = (
        ErrorIds.AdoForbidden, "The application that signed in is not accepted. Sign in with another one: Connect-AdoPat -ClientId.");

    private static readonly (string ErrorId, string Advice) BadSource = (
        ErrorIds.AdoForbidden, "The request came from where the service does not accept it. Try from a network that the tenant allows.");

    private static readonly (string ErrorId, string Advice) NoPat = (
        ErrorIds.PatRefused, "The service took the request for one about another kind of token. Report it, with the activity id.");

    // All of SessionTokenError. The service writes them in camel case; its older API in Pascal case.
    private static readonly Dictionary<string, (string ErrorId, string Advice)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["displayNameRequired"] = (ErrorIds.PatInvalidName, "Give the token a name."),
        ["invalidDisplayName"] = (ErrorIds.PatInvalidName, "Choose another name: shorter, without special characters."),
        ["invalidValidTo"] = (ErrorIds.PatInvalidLifetime, "Choose an end between now and one year from now."),
        ["expiredPatCannotBeExtended"] = (
            ErrorIds.PatInvalidLifetime, "An expired token cannot be changed or extended any more. Create a new one with New-AdoPat."),
        ["invalidScope"] = (ErrorIds.PatInvalidScope, "Get-AdoPatScope lists the scopes."),
        ["globalPatPolicyViolation"] = (
            ErrorIds.PatPolicyViolation, "The tenant forbids tokens for all organizations. Create one for a single organization."),
        ["globalPATCreationBlocked"] = (
            ErrorIds.PatPolicyViolation,
            "Azure DevOps creates no tokens for all organizations any more (since 2026-03-15). Create one for each organization."),
        ["fullScopePatPolicyViolation"] = (
            ErrorIds.PatPolicyViolation,
            "The tenant forbids tokens with full access (app_token). Name the scopes that are needed; Get-AdoPatScope lists them."),
        ["patLifespanPolicyViolation"] = (
            ErrorIds.PatPolicyViolation, "The tenant allows only shorter lifetimes. Choose a shorter -ValidFor, such as 7d."),
        ["disablePatCreationPolicyViolation"] = (
            ErrorIds.PatPolicyViolation,
            "The organization's policy 'Restrict personal access token creation' is on. Its administrators can add you to "
            + "the policy's allow list; packaging scopes may be allowed for everybody."),
        ["accessDenied"] = (ErrorIds.AdoForbidden, "The signed-in user may not do this. The organization's administrators can allow it."),
        ["authorizationNotFound"] = NotFound,
        ["tokenNotFound"] = NotFound,
        ["invalidAuthorizationId"] = NotFound,
        ["hostAuthorizationNotFound"] = NotFound,
        ["failedToReadTenantPolicy"] = PolicyOutage,
        ["failedToReadOrgPolicy"] = PolicyOutage,
        ["failedToIssueAccessToken"] = (ErrorIds.AdoServerError, "Azure DevOps could not make the token. Try again in a minute."),
        ["failedToUpdateAccessToken"] = (
            ErrorIds.PatRefused, "The token was not changed. A revoked token cannot be: create a new one with New-AdoPat."),
        ["userIdRequired"] = NoUser,
        ["invalidUserId"] = NoUser,
        ["invalidUserType"] = NoUser,
        ["invalidClient"] = BadClient,
        ["invalidClientType"] = BadClient,
        ["invalidClientId"] = BadClient,
        ["sourceNotSupported"] = BadSource,
        ["invalidSourceIP"] = BadSource,
        ["invalidSource"] = BadSource,
        ["invalidTargetAccounts"] = (ErrorIds.PatRefused, "The organization cannot have tokens. Check its name."),
        ["deploymentHostNotSupported"] = (ErrorIds.PatRefused, "Tokens are made in an organization. Check its name."),
        ["duplicateHash"] = NoPat,
        ["sshPolicyDisabled"] = NoPat,
        ["invalidToken"] = NoPat,
        ["invalidTokenType"] = NoPat,
        ["invalidAudience"] = NoPat,
        ["invalidSubject"] = NoPat,
    };

    private static readonly (string ErrorId, string Advice) Unknown = (
        ErrorIds.PatRefused, "This version of AdoPat does not know that reason; a newer one may (Update-Module AdoPat). The service's words, if there are any, tell more.");

    /// <summary>True when the service could not read its policies just then: nothing was done, and it may go well next time.</summary>
    public static bool IsTransient(string? error) => error is not null && Known.TryGetValue(error, out var meaning) && meaning == PolicyOutage;

    /// <summary>The error id, and what to do next.</summary>
    public static (string ErrorId, string Advice) Explain(string error) => Known.TryGetValue(error, out var meaning) ? meaning : Unknown;

    public static bool IsRefusal(string? error) =>
        !string.IsNullOrEmpty(error) && !string.Equals(error, None, StringComparison.OrdinalIgnoreCase);
}
