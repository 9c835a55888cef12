using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
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
        routes.MapGet(ControlRoutes.Prefix + "/requests", ListAsync);
        routes.MapDelete(ControlRoutes.Prefix + "/requests", Forget);
    }

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (RequestFilter.Read(request.Query, out RequestFilter filter) is { } wrong)
        {
            return ControlJson.Error(wrong);
        }

        IReadOnlyList<RequestRecord> found = await journal.WaitAsync(filter.Fits, filter.Wait, cancellation);
        return Results.Json(found, Json.Wire);
    }

    private IResult Forget()
    {
        journal.Clear();
        return Results.NoContent();
    }
}
