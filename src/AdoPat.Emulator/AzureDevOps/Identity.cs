using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>A user as Azure DevOps describes identities.</summary>
internal static class Identity
{
    /// <summary>The id of whoever has no credentials.</summary>
    public const string AnonymousId = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

    /// <summary>Describes a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="tenant">The user's tenant.</param>
    /// <returns>What connection data and identities show.</returns>
    public static Dictionary<string, object?> Of(User user, Tenant tenant) => new()
    {
        ["id"] = user.Id,
        ["descriptor"] = $"Microsoft.IdentityModel.Claims.ClaimsIdentity;{tenant.Id}\\{user.Upn}",
        ["subjectDescriptor"] = user.SubjectDescriptor,
        ["providerDisplayName"] = user.DisplayName,
        ["isActive"] = user.IsActive,
        ["properties"] = Properties(("Account", user.Upn), ("Mail", user.Mail), ("Domain", tenant.Id.ToString())),
        ["resourceVersion"] = 2,
        ["metaTypeId"] = 0,
    };

    /// <summary>Describes whoever has no credentials.</summary>
    /// <returns>What connection data shows.</returns>
    public static Dictionary<string, object?> Anonymous() => new()
    {
        ["id"] = AnonymousId,
        ["descriptor"] = "Microsoft.TeamFoundation.UnauthenticatedIdentity;" + AnonymousId,
        ["subjectDescriptor"] = "unauth." + AnonymousId,
        ["providerDisplayName"] = "Anonymous",
        ["isActive"] = true,
        ["properties"] = new { },
        ["resourceVersion"] = 2,
        ["metaTypeId"] = 255,
    };

    private static Dictionary<string, object> Properties(params (string Name, string Value)[] properties) => properties.ToDictionary(
        property => property.Name,
        object (property) => new Dictionary<string, string> { ["$type"] = "System.String", ["$value"] = property.Value });
}
