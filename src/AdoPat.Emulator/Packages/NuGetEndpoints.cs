using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Packages;

/// <summary>A feed as a NuGet v3 source, as far as <c>dotnet restore</c> and <c>dotnet package search</c> go.</summary>
internal sealed class NuGetEndpoints(EmulatorState state, ApiGate gate) : FeedEndpoints(state, gate, "/nuget/v3")
{
    protected override void MapSource(Action<string, Func<FeedCall, IResult>> get)
    {
        get("/index.json", Answered(Index));
        get("/query", Answered(Query));
        get("/registrations/{package}/index.json", Answered(Registration));
        get("/flat/{package}/index.json", Answered(Versions));
        get("/flat/{package}/{version}/{file}", File);
    }

    private static Func<FeedCall, IResult> Answered(Func<FeedCall, object?> answer) =>
        feed => answer(feed) is { } found ? Results.Json(found, Json.Wire) : Results.NotFound();

    private static object Index(FeedCall feed) => new
    {
        version = "3.0.0",
        resources = new[]
        {
            Resource(feed, "flat/", "PackageBaseAddress/3.0.0"),
            Resource(feed, "registrations/", "RegistrationsBaseUrl/3.6.0"),
            Resource(feed, "registrations/", "RegistrationsBaseUrl"),
            Resource(feed, "query", "SearchQueryService/3.0.0-beta"),
            Resource(feed, "query", "SearchQueryService"),
        },
    };

    private static Dictionary<string, string> Resource(FeedCall feed, string path, string type) =>
        new() { ["@id"] = $"{feed.Base}/{path}", ["@type"] = type };

    private static object? Versions(FeedCall feed) => feed.Versions(PackageProtocol.NuGet) is { Count: > 0 } all
        ? new { versions = all.Select(package => NuGetPackage.Normal(package.Version)) }
        : null;

    private static object? Registration(FeedCall feed)
    {
        IReadOnlyList<FeedPackage> all = feed.Versions(PackageProtocol.NuGet);
        return all.Count == 0 ? null : new
        {
            count = 1,
            items = new[]
            {
                new Dictionary<string, object>
                {
                    ["@id"] = $"{feed.Base}/registrations/{Lower(all[0].Name)}/index.json#page",
                    ["count"] = all.Count,
                    ["lower"] = all[0].Version,
                    ["upper"] = all[^1].Version,
                    ["items"] = all.Select(package => Leaf(feed, package)),
                },
            },
        };
    }

    private static Dictionary<string, object> Leaf(FeedCall feed, FeedPackage package)
    {
        string id = $"{feed.Base}/registrations/{Lower(package.Name)}/{Lower(package.Version)}.json";
        string content = $"{feed.Base}/flat/{Lower(package.Name)}/{Lower(package.Version)}/{Lower(package.Name)}.{Lower(package.Version)}.nupkg";
        return new Dictionary<string, object>
        {
            ["@id"] = id,
            ["packageContent"] = content,
            ["catalogEntry"] = new Dictionary<string, object>
            {
                ["@id"] = id,
                ["id"] = package.Name,
                ["version"] = package.Version,
                ["listed"] = true,
                ["packageContent"] = content,
            },
        };
    }

    private static object Query(FeedCall feed)
    {
        string asked = feed.Context.Request.Query["q"].ToString();
        object[] data = [.. feed.Feed.Packages
            .Where(package => package.Protocol == PackageProtocol.NuGet && package.Name.Contains(asked, StringComparison.OrdinalIgnoreCase))
            .GroupBy(package => package.Name, Names.Comparer)
            .Select(group => new
            {
                id = group.Key,
                version = group.Last().Version,
                description = NuGetPackage.Description,
                versions = group.Select(package => new { version = package.Version, downloads = 0 }),
            })];
        return new { totalHits = data.Length, data };
    }

    private static IResult File(FeedCall feed)
    {
        string? version = feed.Context.GetRouteValue("version") as string;
        string? file = feed.Context.GetRouteValue("file") as string;
        FeedPackage? package = feed.Versions(PackageProtocol.NuGet).FirstOrDefault(item => Names.Same(item.Version, version));
        return package is null ? Results.NotFound()
            : Names.Same(file, $"{package.Name}.{package.Version}.nupkg") ? Results.Bytes(NuGetPackage.Create(package), "application/octet-stream")
            : Names.Same(file, $"{package.Name}.nuspec") ? Results.Text(NuGetPackage.Manifest(package), "application/xml")
            : Results.NotFound();
    }

    private static string Lower(string text) => NuGetPackage.Normal(text);
}
