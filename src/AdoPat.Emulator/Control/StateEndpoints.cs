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

/// <summary><c>/_emulator/state</c>, <c>/seed</c> and <c>/reset</c>: look at all that is there, add to it, start again.</summary>
internal sealed class StateEndpoints(
    EmulatorState state, StartState start, RequestJournal journal, FaultRules faults, PendingSignIns pending, Throttle throttle) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ControlRoutes.Prefix + "/state", () => Results.Text(State(), "application/json"));
        routes.MapPost(ControlRoutes.Prefix + "/seed", SeedAsync);
        routes.MapPost(ControlRoutes.Prefix + "/reset", Reset);
    }

    private string State()
    {
        lock (state.Gate)
        {
            return state.Json.Write(state.ToDocument());
        }
    }

    // Adds to what is there; ?replace=true forgets that first.
    private async Task<IResult> SeedAsync(HttpRequest request, bool replace = false)
    {
        using StreamReader reader = new(request.Body);
        string json = await reader.ReadToEndAsync();
        lock (state.Gate)
        {
            string before = State();
            try
            {
                if (replace)
                {
                    state.Clear();
                }

                state.Add(state.Json.Read(json, state.Behaviour));
                return Results.NoContent();
            }
            catch (SeedException wrong)
            {
                Restore(before);
                return ControlJson.Error(wrong.Message);
            }
        }
    }

    private void Restore(string before)
    {
        state.Clear();
        state.Add(state.Json.Read(before, state.Behaviour));
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
}
