using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>Apps and developers as the management API describes them.</summary>
internal static class JsonOfApp
{
    /// <summary>Describes an app, with its keys and secrets.</summary>
    /// <param name="developer">Its developer.</param>
    /// <param name="app">The app.</param>
    /// <returns>JSON.</returns>
    public static JsonObject Of(ApigeeDeveloper developer, ApigeeApp app) => new()
    {
        ["appFamily"] = "default",
        ["appId"] = app.AppId,
        ["attributes"] = NameValues.ToJson(app.Attributes),
        ["callbackUrl"] = app.CallbackUrl,
        ["createdAt"] = EpochTime.Of(app.CreatedAt),
        ["createdBy"] = developer.Email,
        ["credentials"] = new JsonArray([.. app.Credentials.Select(Of)]),
        ["developerId"] = developer.DeveloperId,
        ["lastModifiedAt"] = EpochTime.Of(app.CreatedAt),
        ["lastModifiedBy"] = developer.Email,
        ["name"] = app.Name,
        ["scopes"] = EdgeJson.List(app.Scopes),
        ["status"] = app.Status,
    };

    /// <summary>Describes a developer.</summary>
    /// <param name="developer">The developer.</param>
    /// <param name="organization">The name of the organization.</param>
    /// <returns>JSON.</returns>
    public static JsonObject Of(ApigeeDeveloper developer, string organization) => new()
    {
        ["apps"] = EdgeJson.List(developer.Apps.Select(app => app.Name)),
        ["companies"] = new JsonArray(),
        ["email"] = developer.Email,
        ["developerId"] = developer.DeveloperId,
        ["firstName"] = developer.FirstName,
        ["lastName"] = developer.LastName,
        ["userName"] = developer.UserName,
        ["organizationName"] = organization,
        ["status"] = developer.Status,
        ["attributes"] = NameValues.ToJson(developer.Attributes),
        ["createdAt"] = EpochTime.Of(developer.CreatedAt),
        ["createdBy"] = developer.Email,
        ["lastModifiedAt"] = EpochTime.Of(developer.CreatedAt),
        ["lastModifiedBy"] = developer.Email,
    };

    private static JsonObject Of(ApigeeCredential credential) => new()
    {
        ["apiProducts"] = new JsonArray([.. credential.ApiProducts.Select(name => new JsonObject { ["apiproduct"] = name, ["status"] = "approved" })]),
        ["attributes"] = new JsonArray(),
        ["consumerKey"] = credential.ConsumerKey,
        ["consumerSecret"] = credential.ConsumerSecret,
        ["expiresAt"] = -1,
        ["issuedAt"] = EpochTime.Of(credential.IssuedAt),
        ["scopes"] = EdgeJson.List(credential.Scopes),
        ["status"] = credential.Status,
    };
}
