using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Packages;

/// <summary>A request to a feed.</summary>
/// <param name="Context">The HTTP request.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Package">The package of the address; empty when it names none.</param>
/// <param name="Base">The address of the feed's protocol, as the client wrote it, without a slash at its end.</param>
internal sealed record FeedCall(HttpContext Context, Feed Feed, string Package, string Base)
{
    /// <summary>Reads a request.</summary>
    /// <param name="state">The state, held by the caller.</param>
    /// <param name="call">The request.</param>
    /// <param name="protocol">What stands behind the feed's name in addresses, such as <c>/nuget/v3</c>.</param>
    /// <returns>The request; null when there is no such feed.</returns>
    public static FeedCall? Read(EmulatorState state, ApiCall call, string protocol)
    {
        HttpContext context = call.Context;
        string? Route(string name) => context.GetRouteValue(name) as string;
        return state.FeedOf(call.Organization!, Route("project"), Route("feed")) is { } feed
            ? new FeedCall(context, feed, Uri.UnescapeDataString(Route("package") ?? ""), BaseOf(context, protocol))
            : null;
    }

    /// <summary>The versions of the package of the address.</summary>
    /// <param name="protocol">For whom.</param>
    /// <returns>In the order of the seed.</returns>
    public IReadOnlyList<FeedPackage> Versions(PackageProtocol protocol) =>
        [.. Feed.Packages.Where(package => package.Protocol == protocol && Names.Same(package.Name, Package))];

    // As it came over the wire, so that it leads here by host name and by a path with the host in it.
    private static string BaseOf(HttpContext context, string protocol)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int feed = target.IndexOf("/_packaging/", StringComparison.OrdinalIgnoreCase);
        int end = target.IndexOf(protocol, feed, StringComparison.OrdinalIgnoreCase) + protocol.Length;
        return $"https://{context.Request.Host}{target[..end]}";
    }
}
