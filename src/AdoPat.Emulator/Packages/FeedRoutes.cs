using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Packages;

/// <summary>Where feeds are.</summary>
internal static class FeedRoutes
{
    /// <summary>Of a project, and of an organization.</summary>
    public static readonly string[] All =
    [
        $"/{EmulatedHosts.Packages}/{{organization}}/{{project}}/_packaging/{{feed}}",
        $"/{EmulatedHosts.Packages}/{{organization}}/_packaging/{{feed}}",
    ];

    /// <summary>The answer where there is no such feed.</summary>
    /// <param name="call">The request.</param>
    /// <returns>404.</returns>
    public static ServiceError NotFound(ApiCall call) => new(
        404, "FeedIdNotFoundException", $"The feed with ID '{call.Context.GetRouteValue("feed")}' doesn't exist.");
}
