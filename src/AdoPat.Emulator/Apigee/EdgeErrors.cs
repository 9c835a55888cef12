using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>The errors of the management API.</summary>
internal static class EdgeErrors
{
    private const string Keys = "keymanagement.service.";

    public static readonly EdgeError TokenInvalid = new(StatusCodes.Status404NotFound, Keys + "invalid_accesstoken", "Invalid Access Token");
    public static readonly EdgeError RefreshTokenInvalid = new(StatusCodes.Status404NotFound, Keys + "invalid_refresh_token", "Invalid Refresh Token");
    public static readonly EdgeError ApplicationNotApproved = new(StatusCodes.Status400BadRequest, Keys + "application_not_approved", "The application is not approved");
    public static readonly EdgeError ApproveFailed = new(StatusCodes.Status400BadRequest, Keys + "access_token_approve_failed", "The access token has expired and cannot be approved");
    public static readonly EdgeError ActionUnknown = new(StatusCodes.Status400BadRequest, Keys + "invalid_action", "The action is approve or revoke, and has no body");
    public static readonly EdgeError AppUnknown = new(StatusCodes.Status400BadRequest, Keys + "app_id_not_found", "App id not found");
    public static readonly EdgeError StartUnknown = new(StatusCodes.Status400BadRequest, Keys + "invalid_access_token", "Invalid Access Token");

    public static EdgeError TokenMissing(ApigeeBehaviour behaviour) =>
        new(behaviour.MissingTokenStatus, Keys + "AccessTokenDoesntExists", "Access Token doesnt exists");

    public static EdgeError ParametersMissing(ApigeeBehaviour behaviour) =>
        OfSearch(behaviour, "parameters_missing", "An end user id or an app id is missing, or the end user was not found");

    public static EdgeError LimitInvalid(ApigeeBehaviour behaviour) =>
        OfSearch(behaviour, "InvalidValueForLimitParam", $"The limit has to be from 1 to {behaviour.SearchLimit}");

    public static EdgeError NotEnabled(ApigeeBehaviour behaviour, string organization) =>
        OfSearch(behaviour, "UnsupportedOperationRevoke", $"The operation is not enabled for the organization {organization}");

    public static EdgeError OrganizationUnknown(string name) =>
        new(StatusCodes.Status404NotFound, "organizations.OrganizationDoesNotExist", $"Organization {name} does not exist");

    public static EdgeError DeveloperUnknown(string id, string organization) => new(
        StatusCodes.Status404NotFound, "developer.service.DeveloperIdDoesNotExist", $"DeveloperId {id} does not exist in organization {organization}");

    public static EdgeError AppNotThere(string name) =>
        new(StatusCodes.Status404NotFound, "developer.service.AppDoesNotExist", $"App named {name} does not exist");

    public static EdgeError RoleUnknown(string name) => new(StatusCodes.Status404NotFound, "usersandroles.RoleDoesNotExist", $"Role {name} does not exist");

    public static EdgeError UserNotInRole(string email, string role) =>
        new(StatusCodes.Status404NotFound, "usersandroles.UserDoesNotExist", $"User {email} is not in the role {role}");

    public static EdgeError PermissionUnknown(string path) =>
        new(StatusCodes.Status404NotFound, "usersandroles.PermissionDoesNotExist", $"There is no permission for {path}");

    public static EdgeError Malformed(string why) => new(StatusCodes.Status400BadRequest, "distribution.InvalidPayload", why);

    public static EdgeError Reserved(string property) => new(
        StatusCodes.Status400BadRequest, "organizations.ReservedPropertyCannotBeModified", $"The property {property} is reserved: it has to be sent with its present value");

    public static EdgeError MethodRefused(string method) =>
        new(StatusCodes.Status405MethodNotAllowed, "distribution.MethodNotAllowed", $"The method {method} is not allowed");

    private static EdgeError OfSearch(ApigeeBehaviour behaviour, string code, string message) =>
        new(StatusCodes.Status400BadRequest, behaviour.SearchCodesHaveArea ? Keys + code : code, message);
}
