using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Projects;

/// <summary>Finds the project of an address.</summary>
internal static class KnownProjects
{
    /// <summary>Finds the project of an address.</summary>
    /// <param name="state">The state, held by the caller.</param>
    /// <param name="call">A request for an address with an organization and a project.</param>
    /// <returns>The project; null when there is none.</returns>
    public static Project? ProjectOf(this EmulatorState state, ApiCall call) =>
        state.ProjectOf(call.Organization!.Name, call.Context.GetRouteValue("project") as string);
}
