using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Control;

/// <summary><c>/_emulator/requests</c>: what was asked of the emulated services, and how it was answered.</summary>
internal sealed class JournalEndpoints(RequestJournal journal) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ControlRoutes.Prefix + "/requests", () => Results.Json(journal.ToList(), Json.Wire));
        routes.MapDelete(ControlRoutes.Prefix + "/requests", Forget);
    }

    private IResult Forget()
    {
        journal.Clear();
        return Results.NoContent();
    }
}
