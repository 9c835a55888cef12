using System;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Projects;

namespace AdoPat.Emulator.State;

/// <summary>A service connection: how pipelines get into another service.</summary>
internal sealed class ServiceConnection : IProjectItem
{
    /// <summary>The id; made from the names when it is not given.</summary>
    public Guid Id { get; set; }

    /// <summary>The name of its organization.</summary>
    public required string Organization { get; set; }

    /// <summary>The name of the project that it was made in.</summary>
    public required string Project { get; set; }

    /// <summary>
    /// What the REST API calls a service endpoint, with its secrets. In a seed: <c>name</c>, <c>type</c>, <c>url</c> and
    /// <c>authorization</c>; the rest is filled in.
    /// </summary>
    public required JsonObject Definition { get; set; }

    /// <summary>Its name.</summary>
    public string Name => Definition["name"].Text() ?? "";

    /// <summary>What it shows to the other service, by name; secrets among them.</summary>
    public JsonObject Parameters => (JsonObject)Definition["authorization"]!["parameters"]!;

    public bool IsIn(Project project) => Names.Same(Organization, project.Organization)
        && ProjectReferences.Contain(Definition[ProjectReferences.OfServiceConnection], project);
}
