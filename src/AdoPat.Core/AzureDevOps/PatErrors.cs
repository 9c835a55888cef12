using System;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>What the service's <c>patTokenError</c> values mean for a user.</summary>
internal static class PatErrors
{
    public const string None = "none";

    /// <summary>True when the service could not read its policies just then: nothing was done, and it may go well next time.</summary>
    public static bool IsTransient(string error) =>
        Is(error, "failedToReadTenantPolicy") || Is(error, "failedToReadOrgPolicy");

    /// <summary>The error id, and what to do next. Unknown values are kept as they are.</summary>
    public static (string ErrorId, string Advice) Explain(string error) => error.ToUpperInvariant() switch
    {
        "DISPLAYNAMEREQUIRED" => (ErrorIds.PatInvalidName, "Give the token a name."),
        "INVALIDDISPLAYNAME" => (ErrorIds.PatInvalidName, "Choose another name: shorter, without special characters."),
        "INVALIDVALIDTO" => (ErrorIds.PatInvalidLifetime, "Choose an end between now and one year from now."),
        "EXPIREDPATCANNOTBEEXTENDED" => (
            ErrorIds.PatInvalidLifetime,
            "An expired token cannot be changed or extended any more. Create a new one with New-AdoPat."),
        "INVALIDSCOPE" => (ErrorIds.PatInvalidScope, "Get-AdoPatScope lists the scopes."),
        "GLOBALPATPOLICYVIOLATION" => (
            ErrorIds.PatPolicyViolation,
            "The tenant forbids tokens for all organizations. Create one for a single organization."),
        "GLOBALPATCREATIONBLOCKED" => (
            ErrorIds.PatPolicyViolation,
            "Azure DevOps creates no tokens for all organizations any more (since 2026-03-15). Create one for each organization."),
        "FULLSCOPEPATPOLICYVIOLATION" => (
            ErrorIds.PatPolicyViolation,
            "The tenant forbids tokens with full access (app_token). Name the scopes that are needed; Get-AdoPatScope lists them."),
        "PATLIFESPANPOLICYVIOLATION" => (
            ErrorIds.PatPolicyViolation,
            "The tenant allows only shorter lifetimes. Choose a shorter -ValidFor, such as 7d."),
        "DISABLEPATCREATIONPOLICYVIOLATION" => (
            ErrorIds.PatPolicyViolation,
            "The organization's policy 'Restrict personal access token creation' is on. Its administrators can add you to "
            + "the policy's allow list; packaging scopes may be allowed for everybody."),
        "ACCESSDENIED" => (ErrorIds.AdoForbidden, "The signed-in user may not do this."),
        "AUTHORIZATIONNOTFOUND" or "TOKENNOTFOUND" or "INVALIDAUTHORIZATIONID" or "HOSTAUTHORIZATIONNOTFOUND" => (
            ErrorIds.PatNotFound,
            "It may be of another user or organization, or be gone. Get-AdoPat -State All lists what is there."),
        "FAILEDTOREADTENANTPOLICY" or "FAILEDTOREADORGPOLICY" => (
            ErrorIds.AdoServerError,
            "Azure DevOps could not read its policies. Nothing was changed; try again in a minute."),
        "USERIDREQUIRED" or "INVALIDUSERID" or "INVALIDUSERTYPE" or "INVALIDCLIENT" or "INVALIDCLIENTTYPE" => (
            ErrorIds.AdoForbidden,
            "This needs a user of Microsoft Entra ID: service principals and managed identities own no tokens."),
        _ => (ErrorIds.PatRefused, "The text is the service's own."),
    };

    public static bool IsRefusal(string? error) => !string.IsNullOrEmpty(error) && !Is(error!, None);

    private static bool Is(string error, string name) => string.Equals(error, name, StringComparison.OrdinalIgnoreCase);
}
