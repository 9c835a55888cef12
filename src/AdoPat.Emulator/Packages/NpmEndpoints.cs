using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Packages;

/// <summary>A feed as an npm registry, as far as <c>npm ping</c>, <c>npm view</c> and <c>npm install</c> go.</summary>
internal sealed class NpmEndpoints(EmulatorState state, ApiGate gate) : FeedEndpoints(state, gate, "/npm/registry")
{
    protected override void MapSource(Action<string, Func<FeedCall, IResult>> get)
    {
        get("/-/ping", _ => Results.Json(new { }, Json.Wire));
        get("/{**package}", Package);
    }

    private static IResult Package(FeedCall feed) =>
        feed.Package.Split("/-/") is [var name, var file] ? Tarball(feed with { Package = name }, file) : Packument(feed);

    private static IResult Packument(FeedCall feed)
    {
        IReadOnlyList<FeedPackage> versions = feed.Versions(PackageProtocol.Npm);
        return versions.Count == 0 ? Unknown() : Results.Json(
            new Dictionary<string, object>
            {
                ["_id"] = versions[0].Name,
                ["name"] = versions[0].Name,
                ["dist-tags"] = new { latest = versions[^1].Version },
                ["versions"] = versions.ToDictionary(package => package.Version, package => Describe(feed, package)),
            },
            Json.Wire);
    }

    private static object Describe(FeedCall feed, FeedPackage package) => new
    {
        name = package.Name,
        version = package.Version,
        description = NpmPackage.Description,
        dist = new
        {
            tarball = $"{feed.Base}/{package.Name}/-/{NpmPackage.FileName(package)}",
            integrity = NpmPackage.Integrity(package),
        },
    };

    private static IResult Tarball(FeedCall feed, string file) =>
        feed.Versions(PackageProtocol.Npm).FirstOrDefault(package => Names.Same(NpmPackage.FileName(package), file)) is { } found
            ? Results.Bytes(NpmPackage.Create(found), "application/octet-stream")
            : Unknown();

    private static IResult Unknown() => Results.Json(new { error = "not_found", reason = "package not found" }, Json.Wire, statusCode: StatusCodes.Status404NotFound);
}
