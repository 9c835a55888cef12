using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>Makes the faults, and the latency, of the emulated services.</summary>
internal sealed class FaultInjection(RequestDelegate next, FaultRules rules, EmulatorState state)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ControlRoutes.IsOwn(context.Request.Path))
        {
            await next(context);
            return;
        }

        FaultRule? rule = rules.Next(context.Record());
        context.Record().Fault = rule?.Name;
        await Task.Delay(state.Behaviour.LatencyMilliseconds + (rule?.DelayMilliseconds ?? 0), context.RequestAborted);
        await (rule is null ? next(context) : MakeAsync(rule, context));
    }

    private async Task MakeAsync(FaultRule rule, HttpContext context)
    {
        bool replaces = rule.Cut || rule.Status is not null;
        if (replaces && rule.AfterChange)
        {
            await CarryOutUnseenAsync(context);
        }

        if (rule.Cut)
        {
            context.Record().IsCut = true;
            context.Abort();
            return;
        }

        if (rule.Status is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = rule.Body is JsonObject or JsonArray ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
        }

        foreach ((string name, string value) in rule.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await (replaces ? context.Response.WriteAsync(TextOf(rule.Body)) : next(context));
    }

    private async Task CarryOutUnseenAsync(HttpContext context)
    {
        Stream wire = context.Response.Body;
        using MemoryStream unseen = new();
        context.Response.Body = unseen;
        await next(context);
        context.Response.Body = wire;
        context.Response.Headers.ContentLength = null;
    }

    private static string TextOf(JsonNode? body) => body switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => body.ToJsonString(),
    };
}
