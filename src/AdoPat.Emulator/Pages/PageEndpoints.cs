using AdoPat.Emulator.Control;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Pages;

/// <summary><c>/</c>: what is in the emulator, for people.</summary>
internal sealed class PageEndpoints(EmulatorState state, RequestJournal journal) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Show);

    private IResult Show()
    {
        lock (state.Gate)
        {
            return StartPage.Render(state, journal.ToList());
        }
    }
}
