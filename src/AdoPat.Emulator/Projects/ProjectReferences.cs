using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Projects;

/// <summary>The list by which a service connection or a variable group says in which projects it can be used.</summary>
internal static class ProjectReferences
{
    /// <summary>The list's name in a service connection.</summary>
    public const string OfServiceConnection = "serviceEndpointProjectReferences";

    /// <summary>The list's name in a variable group.</summary>
    public const string OfVariableGroup = "variableGroupProjectReferences";

    /// <summary>The list for one project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">What the item is called there.</param>
    /// <returns>The list.</returns>
    public static JsonArray To(Project project, string name) =>
    [
        new JsonObject
        {
            ["projectReference"] = new JsonObject { ["id"] = project.Id.ToString(), ["name"] = project.Name },
            ["name"] = name,
            ["description"] = "",
        },
    ];

    /// <summary>Whether a list is there and names projects.</summary>
    /// <param name="references">The list, as it was sent.</param>
    /// <returns>False when it is missing or empty, or has an entry without a project.</returns>
    public static bool AreGood(JsonNode? references) =>
        references is JsonArray { Count: > 0 } list && list.All(item => (IdOf(item) ?? NameOf(item)) is not null);

    /// <summary>Whether a list names a project.</summary>
    /// <param name="references">The list.</param>
    /// <param name="project">The project.</param>
    /// <returns>True when its id or name is there.</returns>
    public static bool Contain(JsonNode? references, Project project) =>
        references is JsonArray list && list.Any(item => project.IsCalled(IdOf(item) ?? NameOf(item)));

    private static string? IdOf(JsonNode? reference) => Of(reference)?["id"].Text();

    private static string? NameOf(JsonNode? reference) => Of(reference)?["name"].Text();

    private static JsonObject? Of(JsonNode? reference) => (reference as JsonObject)?["projectReference"] as JsonObject;
}
