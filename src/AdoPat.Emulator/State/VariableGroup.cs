using System.Text.Json.Nodes;
using AdoPat.Emulator.Projects;

namespace AdoPat.Emulator.State;

/// <summary>A variable group: values that pipelines share.</summary>
internal sealed class VariableGroup : IProjectItem
{
    /// <summary>The number by which it is managed, counted in its organization; the next one when it is not given.</summary>
    public int Id { get; set; }

    /// <summary>The name of its organization.</summary>
    public required string Organization { get; set; }

    /// <summary>The name of the project that it was made in.</summary>
    public required string Project { get; set; }

    /// <summary>
    /// What the REST API calls a variable group, with its secrets. In a seed: <c>name</c>, <c>variables</c>, and for one that is
    /// linked to a Key Vault <c>type</c> and <c>providerData</c>; the rest is filled in.
    /// </summary>
    public required JsonObject Definition { get; set; }

    /// <summary>Its name.</summary>
    public string Name => Definition["name"].Text() ?? "";

    /// <summary>Its variables by name, each an object with <c>value</c> and <c>isSecret</c>.</summary>
    public JsonObject Variables => (JsonObject)Definition["variables"]!;

    /// <summary>Whether its values are those of a Key Vault.</summary>
    public bool IsLinked => Names.Same(Definition["type"].Text(), "AzureKeyVault");

    public bool IsIn(Project project) => Names.Same(Organization, project.Organization)
        && ProjectReferences.Contain(Definition[ProjectReferences.OfVariableGroup], project);
}
