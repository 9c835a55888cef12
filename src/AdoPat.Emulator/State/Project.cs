using System;

namespace AdoPat.Emulator.State;

/// <summary>A project of an Azure DevOps organization.</summary>
internal sealed class Project
{
    /// <summary>The id; made from the names when it is not given.</summary>
    public Guid Id { get; set; }

    /// <summary>The name of its organization.</summary>
    public required string Organization { get; set; }

    /// <summary>The name in addresses.</summary>
    public required string Name { get; set; }

    /// <summary>Whether an address means it.</summary>
    /// <param name="nameOrId">What stands in the address.</param>
    /// <returns>True for its name and for its id.</returns>
    public bool IsCalled(string? nameOrId) => Names.Same(Name, nameOrId) || Names.Same(Id.ToString(), nameOrId);

    /// <summary>Whether something is in it.</summary>
    /// <param name="organization">The organization that it names.</param>
    /// <param name="project">The project that it names.</param>
    /// <returns>True when both are this project's.</returns>
    public bool Contains(string organization, string? project) => Names.Same(Organization, organization) && IsCalled(project);
}
