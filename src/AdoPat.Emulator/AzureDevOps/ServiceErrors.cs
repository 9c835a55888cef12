using System;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The errors of Azure DevOps that the emulator knows.</summary>
internal static class ServiceErrors
{
    private const string Authorization = "Microsoft.VisualStudio.Services.DelegatedAuthorization";
    private const string Identity = "Microsoft.VisualStudio.Services.Identity";
    private const string Security = "Microsoft.VisualStudio.Services.Security";
    private const string Common = "Microsoft.VisualStudio.Services.Common";

    public static ServiceError InvalidAccess(int status, string message) => new(status, "InvalidAccessException", message);

    public static ServiceError PatNotAllowed(int status) => InvalidAccess(status, "The requested operation is not allowed.");

    public static ServiceError ServicePrincipalNotAllowed(int status) =>
        InvalidAccess(status, "Service principals are not allowed to perform this action.");

    public static ServiceError TokenNotFound(Guid id) =>
        new(404, "SessionTokenNotFoundException", $"A session token with the authorization id {id} was not found.") { Namespace = Authorization };

    public static ServiceError NotAMember(User user) => new(
        401, "UnauthorizedRequestException", $"TF400813: The user '{user.Id}' is not authorized to access this resource.")
    { Namespace = Common };

    public static ServiceError Deactivated(string organization) => new(
        503,
        "VssServiceException",
        $"TF24668: The following team project collection is stopped: {organization}. Start the collection and then try again. It was deactivated due to inactivity.")
    { Namespace = Common, EventId = 0, WithByteOrderMark = true };

    public static ServiceError TokenExpired => new(401, "AccessCheckException", "Access Denied: The Personal Access Token used has expired.")
    { Namespace = Security };

    public static ServiceError MissingScope(User user) => new(
        401, "AccessCheckException", $"Access Denied: {user.DisplayName} needs the following permission(s) to perform this action: the personal access token lacks a scope.")
    { Namespace = Security };

    public static ServiceError PermissionMissing(int status, ApiCall call, string permission) => new(
        status, "AccessCheckException", $"Access Denied: {call.User.DisplayName} needs the following permission(s) to perform this action: {permission}")
    {
        Namespace = Security,
        CustomProperties = new { Descriptor = call.User.SubjectDescriptor, IdentityDisplayName = call.User.DisplayName },
    };

    public static ServiceError UserNotFound(string descriptor) =>
        new(404, "IdentityNotFoundException", $"The identity with the subject descriptor '{descriptor}' could not be found.") { Namespace = Identity };

    public static ServiceError PoliciesOutOfReach => new(500, "VssServiceException", "The policies could not be read.") { Namespace = Common };

    public static ServiceError MethodNotAllowed(string method) =>
        new(405, "VssServiceException", $"The requested resource does not support http method '{method}'.") { Namespace = Common, EventId = 0 };

    public static ServiceError MalformedJson(string message) => new(400, "JsonReaderException", $"TF400898: An Internal Error Occurred. {message}")
    { Namespace = "Newtonsoft.Json" };

    public static ServiceError BadArgument(string message) => new(400, "ArgumentException", message) { Namespace = "System", EventId = 0 };

    public static ServiceError MissingArgument(string name) => new(400, "ArgumentNullException", $"Value cannot be null.\nParameter name: {name}")
    { Namespace = "System", EventId = 0 };

    public static ServiceError ProjectNotFound(ApiCall call) => new(
        404,
        "ProjectDoesNotExistWithNameException",
        $"TF200016: The following project does not exist: {call.Context.GetRouteValue("project")}. Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.")
    { Namespace = "Microsoft.TeamFoundation.Core.WebApi" };

    public static ServiceError ServiceConnectionNotFound(ApiCall call) => new(
        404, "ServiceEndpointNotFoundException", $"Service connection with id {call.Context.GetRouteValue("id")} not found.")
    { Namespace = "Microsoft.VisualStudio.Services.ServiceEndpoints.WebApi" };

    public static ServiceError VariableGroupNotFound(ApiCall call) => new(
        404, "VariableGroupNotFoundException", $"Variable group with id {call.Context.GetRouteValue("id")} does not exist.")
    { Namespace = "Microsoft.TeamFoundation.DistributedTask.WebApi" };

    public static ServiceError VersionMissing(string method) => new(
        400,
        "VssVersionNotSpecifiedException",
        $"No api-version was supplied for the \"{method}\" request. The version must be supplied either as part of the Accept header (e.g. \"application/json; api-version=1.0\") or as a query parameter (e.g. \"?api-version=1.0\").");

    public static ServiceError VersionOutOfRange(string version, Version newest) => new(
        400,
        "VssVersionOutOfRangeException",
        $"The requested REST API version of {version} is out of range for this server. The latest REST API version this server supports is {newest}.");

    public static ServiceError PreviewMissing(string version) => new(
        400,
        "VssInvalidPreviewVersionException",
        $"The requested version \"{version}\" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: \"{version}-preview\"");

    public static ServiceError Throttled => new(
        429,
        "RequestBlockedException",
        "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Concurrency' in namespace 'User'.")
    { Namespace = "Microsoft.TeamFoundation.Framework.Server" };
}
