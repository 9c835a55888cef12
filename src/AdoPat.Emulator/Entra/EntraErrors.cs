using System;
using System.Globalization;

namespace AdoPat.Emulator.Entra;

/// <summary>The errors of Entra ID that the emulator knows.</summary>
internal static class EntraErrors
{
    private const string MfaClaims = """{"access_token":{"acrs":{"essential":true,"values":["c1"]}}}""";

    public static EntraError ConsentRequired(string clientId) => new(
        "invalid_grant",
        65001,
        $"The user or administrator has not consented to use the application with ID '{clientId}'. Send an interactive authorization request for this user and resource.")
    { SubError = "consent_required" };

    public static EntraError MfaRequired(string resource) => new(
        "interaction_required",
        50076,
        $"Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.")
    { SubError = "basic_action", Claims = MfaClaims };

    public static EntraError RefreshTokenExpired(DateTime issued) => new(
        "invalid_grant",
        700082,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The refresh token has expired due to inactivity. The token was issued on {issued:O} and was inactive for 90.00:00:00."));

    public static EntraError InvalidRefreshToken => new("invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.");

    public static EntraError CodeSpent => new(
        "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.");

    public static EntraError CodeExpired => new("invalid_grant", 70008, "The provided authorization code or refresh token has expired due to inactivity.");

    public static EntraError WrongVerifier => new("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    public static EntraError WrongRedirect => new("invalid_client", 500112, "The reply address does not match the reply address provided when requesting Authorization code.");

    public static EntraError WrongClient => new("invalid_grant", 700005, "Provided Authorization Code is intended to use against other client.");

    public static EntraError WrongSecret(string clientId) => new("invalid_client", 7000215, $"Invalid client secret provided for app '{clientId}'.") { Status = 401 };

    public static EntraError UnknownApplication(string clientId) => new("unauthorized_client", 700016, $"Application with identifier '{clientId}' was not found in the directory.");

    public static EntraError UnknownTenant(string tenant) => new("invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");

    public static EntraError NotInTenant(string upn, string tenant) => new("invalid_grant", 50020, $"User account '{upn}' does not exist in tenant '{tenant}' and cannot access the application in that tenant.");

    public static EntraError UnsupportedGrant => new("unsupported_grant_type", 70003, "The app requested an unsupported grant type.");

    public static EntraError Missing(string parameter) => new("invalid_request", 900144, $"The request body must contain the following parameter: '{parameter}'.");

    public static EntraError AuthorizationPending => new("authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

    public static EntraError AuthorizationDeclined => new("authorization_declined", 70011, "The end user denied the authorization request.");

    public static EntraError DeviceCodeExpired => new("expired_token", 70020, "The provided value for the input parameter 'device_code' is not valid. Device code supplied has expired.");

    public static EntraError BadDeviceCode => new("bad_verification_code", 70019, "The device code is not valid.");

    public static EntraError Cancelled => new("access_denied", 65004, "User declined to consent to access the app.");

    public static EntraError InteractionRequired => new("interaction_required", 50058, "A silent sign-in request was sent but no user is signed in.");

    public static EntraError UnsupportedResponse => new("unsupported_response_type", 700054, "response_type must be 'code'.");
}
