namespace AdoPat.Emulator.State;

/// <summary>What an organization holds and shares with some of its projects.</summary>
internal interface IProjectItem
{
    /// <summary>Whether it can be used in a project.</summary>
    /// <param name="project">The project.</param>
    /// <returns>True when it is shared with it, as its definition says.</returns>
    bool IsIn(Project project);
}
