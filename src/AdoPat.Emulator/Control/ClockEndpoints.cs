using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Control;

/// <summary><c>/_emulator/clock</c>: the time of the emulated services.</summary>
internal sealed class ClockEndpoints(EmulatorClock clock) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ControlRoutes.Prefix + "/clock", Now);
        routes.MapPost(ControlRoutes.Prefix + "/clock", SetAsync);
    }

    private IResult Now() => Results.Json(new { now = clock.UtcNow }, Json.Wire);

    private async Task<IResult> SetAsync(HttpRequest httpRequest)
    {
        (ClockRequest? request, IResult? error) = await ControlJson.ReadAsync<ClockRequest>(httpRequest);
        if (error is not null)
        {
            return error;
        }

        if (request!.Reset)
        {
            clock.Reset();
        }

        if (request.Now is { } text)
        {
            if (!RelativeTime.TryRead(text, clock.UtcNow, out DateTime time))
            {
                return ControlJson.Error($"'{text}' is neither an ISO 8601 date nor relative, such as \"+2h\".");
            }

            clock.Set(time);
        }

        return Now();
    }
}
