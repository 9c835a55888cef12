using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>Resource permissions as they are written and read.</summary>
internal static class ResourcePermissions
{
    private static readonly string[] Verbs = ["delete", "get", "put"];

    /// <summary>Writes one.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="organization">The organization that is named in it; null to leave that out.</param>
    /// <returns>JSON.</returns>
    public static JsonObject ToJson(ApigeePermission permission, string? organization = null)
    {
        JsonObject json = organization is null ? [] : new JsonObject { ["organization"] = organization };
        json["path"] = permission.Path;
        json["permissions"] = EdgeJson.List(permission.Permissions.Order());
        return json;
    }

    /// <summary>Writes one.</summary>
    /// <param name="permission">The permission.</param>
    /// <returns>XML.</returns>
    public static XElement ToXml(ApigeePermission permission) => new(
        "ResourcePermission",
        new XAttribute("path", permission.Path),
        new XElement("Permissions", permission.Permissions.Order().Select(verb => new XElement("Permission", verb))));

    /// <summary>Reads one from JSON.</summary>
    /// <param name="body">The JSON.</param>
    /// <returns>The permission; null when it has no path, or something else than get, put and delete.</returns>
    public static ApigeePermission? OfJson(JsonObject body) => Checked(body["path"].Text(), body["permissions"]?.AsArray().Select(verb => verb.Text()) ?? []);

    /// <summary>Reads one from XML.</summary>
    /// <param name="root">The XML.</param>
    /// <returns>The permission; null when it has no path, or something else than get, put and delete.</returns>
    public static ApigeePermission? OfXml(XElement root) => root.Name == "ResourcePermission"
        ? Checked((string?)root.Attribute("path"), root.Elements("Permissions").Elements("Permission").Select(verb => verb.Value.Trim()))
        : null;

    /// <summary>Reads several from JSON.</summary>
    /// <param name="body">The JSON.</param>
    /// <returns>The permissions; null when one is none.</returns>
    public static List<ApigeePermission>? ListOfJson(JsonObject body) =>
        body["resourcePermission"] is JsonArray list ? All(list.Select(item => item is JsonObject entry ? OfJson(entry) : null)) : null;

    /// <summary>Reads several from XML.</summary>
    /// <param name="root">The XML.</param>
    /// <returns>The permissions; null when one is none.</returns>
    public static List<ApigeePermission>? ListOfXml(XElement root) => root.Name == "ResourcePermissions" ? All(root.Elements().Select(OfXml)) : null;

    private static List<ApigeePermission>? All(IEnumerable<ApigeePermission?> items)
    {
        ApigeePermission?[] all = [.. items];
        return all.Contains(null) ? null : [.. all.OfType<ApigeePermission>()];
    }

    private static ApigeePermission? Checked(string? path, IEnumerable<string?> verbs)
    {
        string?[] all = [.. verbs];
        return path is ['/', ..] && all.All(verb => Verbs.Contains(verb)) ? new ApigeePermission { Path = path, Permissions = [.. all.OfType<string>().Distinct()] } : null;
    }
}
