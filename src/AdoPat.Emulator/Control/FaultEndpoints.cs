using System.Collections.Generic;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Control;

/// <summary><c>/_emulator/faults</c>: what shall go wrong.</summary>
internal sealed class FaultEndpoints(FaultRules faults) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ControlRoutes.Prefix + "/faults", () => Results.Json(faults.ToList(), Json.Wire));
        routes.MapPost(ControlRoutes.Prefix + "/faults", AddAsync);
        routes.MapDelete(ControlRoutes.Prefix + "/faults", Clear);
    }

    private async Task<IResult> AddAsync(HttpRequest request)
    {
        (List<FaultRule>? rules, IResult? error) = await ControlJson.ReadAsync<List<FaultRule>>(request);
        if (error is not null)
        {
            return error;
        }

        faults.Add(rules!);
        return Results.Json(faults.ToList(), Json.Wire);
    }

    private IResult Clear()
    {
        faults.Clear();
        return Results.NoContent();
    }
}
