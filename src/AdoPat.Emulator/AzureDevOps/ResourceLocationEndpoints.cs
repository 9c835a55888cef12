using System;
using System.Linq;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>
/// <c>OPTIONS _apis</c> and <c>_apis/resourceAreas</c>, with which the client libraries of Azure DevOps begin. They ask
/// before they show who they are.
/// </summary>
internal sealed class ResourceLocationEndpoints : IEndpoints
{
    private static readonly ResourceLocation[] Locations =
    [
        new("00d9565f-ed9c-4a06-9a50-00e7896ccab4", "Location", "ConnectionData", "_apis/{resource}", "0.0"),
        new("e81700f7-3be2-46de-8624-2eb35882fcaa", "Location", "ResourceAreas", "_apis/{resource}/{areaId}", "7.1"),
        new("603fe2ac-9723-48b9-88ad-09305aa6c6e1", "core", "projects", "_apis/{resource}/{*projectId}", "7.1"),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        string path = $"/{EmulatedHosts.DevAzure}/{{organization}}/_apis";
        routes.MapMethods(path + "/{area?}", [HttpMethods.Options], (string? area) =>
            ListAnswer.Of([.. Locations.Where(location => area is null || Names.Same(location.Area, area))]));

        // No area lives on a host of its own here: the libraries stay with the address that they were given.
        routes.MapGet(path + "/resourceAreas", () => ListAnswer.Of(Array.Empty<object>()));
    }
}
