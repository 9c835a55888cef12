using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.State;

/// <summary>An organization of Apigee Edge.</summary>
internal sealed class ApigeeOrganization
{
    public const string SearchFeature = "features.isOAuth2TokenSearchEnabled";
    public const string RevokeFeature = "features.isOAuthRevokeEnabled";

    /// <summary>The name in addresses.</summary>
    public required string Name { get; set; }

    /// <summary>The name shown; the name when it is not given.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>paid or trial.</summary>
    public string Type { get; set; } = "paid";

    /// <summary>The environments.</summary>
    public List<string> Environments { get; set; } = ["prod", "test"];

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; set; } = "";

    /// <summary>When it was made, UTC; now when it is not given.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Who changed it last.</summary>
    public string LastModifiedBy { get; set; } = "";

    /// <summary>When it was changed last, UTC; when it was made when it is not given.</summary>
    public DateTime LastModifiedAt { get; set; }

    /// <summary>The properties, in their order.</summary>
    public List<ApigeeProperty> Properties { get; set; } = [];

    /// <summary>The roles; the built-in ones that are not given are made, without users.</summary>
    public List<ApigeeRole> Roles { get; set; } = [];

    /// <summary>The developers.</summary>
    public List<ApigeeDeveloper> Developers { get; set; } = [];

    /// <summary>Where its proxies issue tokens.</summary>
    public List<ApigeeTokenEndpoint> TokenEndpoints { get; set; } = [];

    /// <summary>All apps, with their developers.</summary>
    public IEnumerable<(ApigeeDeveloper Developer, ApigeeApp App)> Apps =>
        Developers.SelectMany(developer => developer.Apps.Select(app => (developer, app)));

    /// <summary>Whether a feature is switched on.</summary>
    /// <param name="feature">The name of its property.</param>
    /// <returns>True when the property is there and says so.</returns>
    public bool Has(string feature) => Names.Same(Properties.Find(property => property.Name == feature)?.Value, "true");

    /// <summary>Finds an app.</summary>
    /// <param name="appId">Its id.</param>
    /// <returns>The app, or null.</returns>
    public ApigeeApp? AppOf(string? appId) => Apps.FirstOrDefault(pair => pair.App.AppId == appId).App;

    /// <summary>Finds a developer.</summary>
    /// <param name="emailOrId">The e-mail address or the id.</param>
    /// <returns>The developer, or null.</returns>
    public ApigeeDeveloper? DeveloperOf(string? emailOrId) =>
        Developers.Find(developer => Names.Same(developer.Email, emailOrId) || developer.DeveloperId == emailOrId);

    /// <summary>Finds a role.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The role, or null.</returns>
    public ApigeeRole? RoleOf(string? name) => Roles.Find(role => role.Name == name);
}
