using System;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Packages;

/// <summary>Feeds for one kind of client.</summary>
/// <param name="state">The state.</param>
/// <param name="gate">What a request goes through first.</param>
/// <param name="protocol">What stands behind the feed's name in addresses, such as <c>/nuget/v3</c>.</param>
internal abstract class FeedEndpoints(EmulatorState state, ApiGate gate, string protocol) : IEndpoints
{
    private static readonly ApiRule Rule = new() { TokenScopes = ["vso.packaging"], IsForTools = true };

    // Feeds of a project, and of an organization.
    private static readonly string[] Feeds =
    [
        $"/{EmulatedHosts.Packages}/{{organization}}/{{project}}/_packaging/{{feed}}",
        $"/{EmulatedHosts.Packages}/{{organization}}/_packaging/{{feed}}",
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (string feed in Feeds)
        {
            MapSource((path, answer) => routes.MapGet(feed + protocol + path, gate.Protect(Rule, call => Answer(call, answer))));
        }
    }

    /// <summary>Adds the addresses of a feed.</summary>
    /// <param name="get">Adds one: what stands behind that of the protocol, and what is answered where there is such a feed.</param>
    protected abstract void MapSource(Action<string, Func<FeedCall, IResult>> get);

    private IResult Answer(ApiCall call, Func<FeedCall, IResult> answer) => FeedCall.Read(state, call, protocol) is { } feed
        ? answer(feed)
        : new ServiceError(404, "FeedIdNotFoundException", $"The feed with ID '{call.Context.GetRouteValue("feed")}' doesn't exist.");
}
