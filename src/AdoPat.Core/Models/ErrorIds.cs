namespace AdoPat.Models;

/// <summary>
/// The stable error ids: the first part of the <c>FullyQualifiedErrorId</c> a user sees, and
/// <see cref="AdoPatException.ErrorId"/> in C#. Scripts depend on them; they are never renamed.
/// </summary>
public static class ErrorIds
{
    /// <summary>There is no session: <c>Connect-AdoPat</c> or <c>Connect-Apigee</c> was not run in this runspace.</summary>
    public const string NotConnected = "NotConnected";

    /// <summary>The sign-in server, such as Microsoft Entra ID, refused the sign-in, or could not renew it.</summary>
    public const string SignInFailed = "SignInFailed";

    /// <summary>The user ended the sign-in: closed the prompt, or said no to it.</summary>
    public const string SignInCancelled = "SignInCancelled";

    /// <summary>Nobody completed the sign-in within the time limit.</summary>
    public const string SignInTimedOut = "SignInTimedOut";

    /// <summary>A person must sign in again, and prompting is not possible or not allowed here.</summary>
    public const string InteractionRequired = "InteractionRequired";

    /// <summary>A parameter's value cannot be used; nothing was sent.</summary>
    public const string InvalidArgument = "InvalidArgument";

    /// <summary>No token with that id or name is there.</summary>
    public const string PatNotFound = "PatNotFound";

    /// <summary>A policy of the tenant or the organization forbids it.</summary>
    public const string PatPolicyViolation = "PatPolicyViolation";

    /// <summary>The service does not know a scope, or does not allow it.</summary>
    public const string PatInvalidScope = "PatInvalidScope";

    /// <summary>The lifetime is not possible: in the past, over one year, or of an expired token.</summary>
    public const string PatInvalidLifetime = "PatInvalidLifetime";

    /// <summary>The name is missing or not accepted.</summary>
    public const string PatInvalidName = "PatInvalidName";

    /// <summary>The name belongs to more than one token.</summary>
    public const string PatAmbiguousName = "PatAmbiguousName";

    /// <summary>
    /// The connection broke after the request was sent: whether the service did it is not known.
    /// The message says how to find out.
    /// </summary>
    public const string PatOutcomeUnknown = "PatOutcomeUnknown";

    /// <summary>The service refused the request for a reason that has no id of its own; the message has its words.</summary>
    public const string PatRefused = "PatRefused";

    /// <summary>Azure DevOps did not accept the access token.</summary>
    public const string AdoUnauthorized = "AdoUnauthorized";

    /// <summary>The user is known but not allowed to do this.</summary>
    public const string AdoForbidden = "AdoForbidden";

    /// <summary>The rate limit was reached and did not lift within the retries.</summary>
    public const string AdoThrottled = "AdoThrottled";

    /// <summary>The service failed (5xx).</summary>
    public const string AdoServerError = "AdoServerError";

    /// <summary>No answer: name resolution, connection, TLS or time-out.</summary>
    public const string AdoUnreachable = "AdoUnreachable";

    /// <summary>An answer came that the protocol does not allow for.</summary>
    public const string AdoUnexpectedResponse = "AdoUnexpectedResponse";

    /// <summary>The organization does not exist, is disabled, or has no tenant.</summary>
    public const string AdoOrganizationNotFound = "AdoOrganizationNotFound";

    /// <summary>The organization knows no user by that e-mail address, user name or descriptor.</summary>
    public const string AdoUserNotFound = "AdoUserNotFound";

    /// <summary>The organization knows more than one user by that e-mail address or user name; the message has their descriptors.</summary>
    public const string AdoUserAmbiguous = "AdoUserAmbiguous";

    /// <summary>Only an administrator may do this; the message names the permission that is missing.</summary>
    public const string AdoAdministratorRequired = "AdoAdministratorRequired";

    /// <summary>The service took the revocation of another user's token, and the token is still active.</summary>
    public const string PatNotRevoked = "PatNotRevoked";

    /// <summary>A token breaks a rule that the caller of <c>Test-AdoPatPolicy</c> has set, and asked to fail on.</summary>
    public const string PatRuleBroken = "PatRuleBroken";

    /// <summary>A rotation could not be brought to its end; <c>Resume-AdoPatRotation</c> goes on where it stopped.</summary>
    public const string RotationIncomplete = "RotationIncomplete";

    /// <summary>A destination did not take the secret, or did not give it back.</summary>
    public const string DestinationFailed = "DestinationFailed";

    /// <summary>The file of a report could not be written, or is not to be replaced.</summary>
    public const string ReportNotWritten = "ReportNotWritten";

    /// <summary>Apigee Edge, or its sign-in server, did not accept the credentials.</summary>
    public const string ApigeeUnauthorized = "ApigeeUnauthorized";

    /// <summary>The user of Apigee Edge is known but not allowed to do this.</summary>
    public const string ApigeeForbidden = "ApigeeForbidden";

    /// <summary>Apigee Edge takes no more requests for a while, and that did not end within the retries.</summary>
    public const string ApigeeThrottled = "ApigeeThrottled";

    /// <summary>Apigee Edge failed (5xx).</summary>
    public const string ApigeeServerError = "ApigeeServerError";

    /// <summary>No answer of Apigee Edge: name resolution, connection, TLS, certificate or time-out.</summary>
    public const string ApigeeUnreachable = "ApigeeUnreachable";

    /// <summary>An answer of Apigee Edge came that its protocol does not allow for.</summary>
    public const string ApigeeUnexpectedResponse = "ApigeeUnexpectedResponse";

    /// <summary>Apigee Edge has no such organization.</summary>
    public const string ApigeeOrganizationNotFound = "ApigeeOrganizationNotFound";

    /// <summary>The organization of Apigee Edge has no such access token.</summary>
    public const string ApigeeTokenNotFound = "ApigeeTokenNotFound";

    /// <summary>The organization of Apigee Edge has no such app.</summary>
    public const string ApigeeAppNotFound = "ApigeeAppNotFound";

    /// <summary>The organization of Apigee Edge has no such developer.</summary>
    public const string ApigeeDeveloperNotFound = "ApigeeDeveloperNotFound";

    /// <summary>The organization of Apigee Edge has no such role.</summary>
    public const string ApigeeRoleNotFound = "ApigeeRoleNotFound";

    /// <summary>The organization does not let anybody find and revoke tokens by end user or app: <c>Enable-ApigeeTokenAccess</c> does.</summary>
    public const string ApigeeTokenAccessDisabled = "ApigeeTokenAccessDisabled";

    /// <summary>The server gives fewer tokens at once than were asked for: see <c>Set-ApigeeTokenSearchLimit</c>, or ask for a smaller <c>-PageSize</c>.</summary>
    public const string ApigeeInvalidLimit = "ApigeeInvalidLimit";

    /// <summary>Apigee Edge refused the request for a reason that has no id of its own; the message has its words.</summary>
    public const string ApigeeRefused = "ApigeeRefused";

    /// <summary>The connection broke after a change was sent to Apigee Edge: whether it was made is not known.</summary>
    public const string ApigeeOutcomeUnknown = "ApigeeOutcomeUnknown";

    /// <summary>The time to wait for a revocation is over, and some of the tokens are still active; or the answer says that a token is.</summary>
    public const string ApigeeNotRevoked = "ApigeeNotRevoked";

    /// <summary>Apigee Edge took a change of a property and left the property as it was; the message says which role is needed.</summary>
    public const string ApigeePropertyIgnored = "ApigeePropertyIgnored";

    /// <summary>The session is with a proxy that stands in for a management server, and can only revoke in bulk; or the server takes an end user and an app for the tokens of either.</summary>
    public const string ApigeeNotSupported = "ApigeeNotSupported";

    /// <summary>A file of Apigee Edge, such as the properties of a management server or a policy, could not be changed.</summary>
    public const string ApigeeFileNotChanged = "ApigeeFileNotChanged";
}
