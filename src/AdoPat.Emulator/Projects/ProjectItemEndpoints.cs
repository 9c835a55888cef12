using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Projects;

/// <summary>Reads what is shared with a project, and replaces it as a whole in its organization.</summary>
/// <typeparam name="T">What it is.</typeparam>
internal abstract class ProjectItemEndpoints<T>(EmulatorState state, ApiGate gate) : IEndpoints
    where T : class, IProjectItem
{
    protected EmulatorState State => state;

    /// <summary>The address behind that of the project or organization.</summary>
    protected abstract string Path { get; }

    /// <summary>What stands for the id in addresses of one item.</summary>
    protected virtual string Id => "{id}";

    protected abstract ApiRule Read { get; }

    protected abstract ApiRule Write { get; }

    public void Map(IEndpointRouteBuilder routes)
    {
        string organization = $"/{EmulatedHosts.DevAzure}/{{organization}}";
        routes.MapGet($"{organization}/{{project}}{Path}", gate.Protect(Read, List));
        routes.MapGet($"{organization}/{{project}}{Path}/{Id}", gate.Protect(Read, One));
        routes.MapPut($"{organization}{Path}/{Id}", gate.Protect(Write, ReplaceAsync));
    }

    /// <summary>What the organization has of that which a query asks for, in any project.</summary>
    protected abstract IEnumerable<T> Matching(IQueryCollection query);

    /// <summary>The item of the address; null when the organization has none.</summary>
    protected abstract T? Find(ApiCall call);

    protected abstract ServiceError NotFound(ApiCall call);

    /// <summary>Why an item cannot be replaced by what was sent; null when it can.</summary>
    protected abstract ServiceError? Refusal(JsonObject body, T item);

    protected abstract void Replace(ApiCall call, T item, JsonObject body);

    /// <summary>An item without its secrets.</summary>
    protected abstract JsonObject Shown(T item);

    /// <summary>An item without its secrets, as lists show it.</summary>
    protected virtual JsonObject ShownInList(T item) => Shown(item);

    private IResult List(ApiCall call)
    {
        if (state.ProjectOf(call) is not { } project)
        {
            return ServiceErrors.ProjectNotFound(call);
        }

        JsonNode[] value = [.. Matching(call.Context.Request.Query).Where(item => item.IsIn(project)).Select(ShownInList)];
        return ListAnswer.Of(value);
    }

    // The service answers null, and not an error, where there is none.
    private IResult One(ApiCall call) => state.ProjectOf(call) is not { } project ? ServiceErrors.ProjectNotFound(call)
        : Find(call) is { } item && item.IsIn(project) ? Results.Json(Shown(item), Json.Wire)
        : Results.Text("null", "application/json");

    private async Task<IResult> ReplaceAsync(ApiCall call)
    {
        (JsonObject? body, ServiceError? error) = await JsonBody.ReadAsync(call.Context.Request);
        lock (state.Gate)
        {
            if (error is not null)
            {
                return error;
            }

            if (Find(call) is not { } item)
            {
                return NotFound(call);
            }

            if (Refusal(body!, item) is { } refusal)
            {
                return refusal;
            }

            Replace(call, item, body!);
            return Results.Json(Shown(item), Json.Wire);
        }
    }
}
