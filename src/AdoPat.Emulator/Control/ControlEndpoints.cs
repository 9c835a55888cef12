using System;
using System.IO;
using System.Threading.Tasks;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Entra;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Control;

/// <summary><c>/_emulator/...</c>: how tests and people look into the emulator and change it.</summary>
internal sealed class ControlEndpoints(
    EmulatorState state, StartState start, RequestJournal journal, FaultRules faults, PendingSignIns pending, Throttle throttle) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ControlRoutes.Prefix + "/state", () => Results.Text(State(), "application/json"));
        routes.MapGet(ControlRoutes.Prefix + "/requests", () => Results.Json(journal.ToList(), Json.Wire));
        routes.MapDelete(ControlRoutes.Prefix + "/requests", Forget);
        routes.MapPost(ControlRoutes.Prefix + "/seed", SeedAsync);
        routes.MapPost(ControlRoutes.Prefix + "/reset", Reset);
        routes.MapGet(ControlRoutes.Prefix + "/faults", () => Results.Json(faults.ToList(), Json.Wire));
        routes.MapPost(ControlRoutes.Prefix + "/faults", (FaultRule[] rules) => Results.Json(faults.Add(rules), Json.Wire));
        routes.MapDelete(ControlRoutes.Prefix + "/faults", faults.Clear);
        routes.MapGet(ControlRoutes.Prefix + "/clock", Now);
        routes.MapPost(ControlRoutes.Prefix + "/clock", (ClockRequest request) => SetClock(request));
    }

    private string State()
    {
        lock (state.Gate)
        {
            return state.Json.Write(state.ToDocument());
        }
    }

    private IResult Now() => Results.Json(new { now = state.Clock.UtcNow }, Json.Wire);

    private IResult Forget()
    {
        journal.Clear();
        return Results.NoContent();
    }

    // Adds to what is there; ?replace=true forgets it first.
    private async Task<IResult> SeedAsync(HttpRequest request, bool replace = false)
    {
        using StreamReader reader = new(request.Body);
        string json = await reader.ReadToEndAsync();
        try
        {
            lock (state.Gate)
            {
                SeedDocument seed = state.Json.Read(json);
                if (replace)
                {
                    state.Clear();
                }

                state.Add(seed);
                return Results.NoContent();
            }
        }
        catch (SeedException wrong)
        {
            return Results.Json(new { error = wrong.Message }, Json.Wire, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private IResult Reset()
    {
        lock (state.Gate)
        {
            pending.Clear();
            throttle.Clear();
            faults.Clear();
            journal.Clear();
            state.Clock.Reset();
            start.Load(state);
            return Results.NoContent();
        }
    }

    private IResult SetClock(ClockRequest request)
    {
        if (request.Reset)
        {
            state.Clock.Reset();
        }

        if ((request.Now ?? request.Advance) is not { } text)
        {
            return Now();
        }

        if (!RelativeTime.TryRead(text, state.Clock.UtcNow, out DateTime time))
        {
            return Results.Json(new { error = $"'{text}' is neither an ISO 8601 date nor relative, such as \"+2h\"." }, Json.Wire, statusCode: 400);
        }

        state.Clock.Set(time);
        return Now();
    }
}
