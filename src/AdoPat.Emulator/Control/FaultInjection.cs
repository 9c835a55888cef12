using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>Makes the faults, and the latency, of the emulated services.</summary>
internal sealed class FaultInjection(RequestDelegate next, FaultRules rules, RequestJournal journal, EmulatorState state)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ControlRoutes.IsOwn(context.Request.Path))
        {
            await next(context);
            return;
        }

        FaultRule? rule = rules.Next(context.Record());
        if (rule is not null)
        {
            journal.Update(context.Record(), record => record.Fault = rule.Name);
        }

        int delay = rule is { AfterChange: false } ? rule.DelayMilliseconds : 0;
        await Task.Delay(state.Behaviour.LatencyMilliseconds + delay, context.RequestAborted);
        await (rule is null ? next(context) : MakeAsync(rule, context));
    }

    private async Task MakeAsync(FaultRule rule, HttpContext context)
    {
        bool replaces = rule.Cut || rule.Status is not null;
        using MemoryStream answer = new();
        if (rule.AfterChange)
        {
            await CarryOutAsync(context, answer);
            journal.Update(context.Record(), record => record.CarriedOut = true);
            await Task.Delay(rule.DelayMilliseconds, context.RequestAborted);
        }

        if (rule.Cut)
        {
            // Who sees the cut finds it in the journal.
            journal.Update(context.Record(), record => (record.IsCut, record.UnderWay) = (true, false));
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

        await (replaces ? context.Response.WriteAsync(TextOf(rule.Body))
            : rule.AfterChange ? context.Response.Body.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length)).AsTask()
            : next(context));
    }

    private async Task CarryOutAsync(HttpContext context, Stream answer)
    {
        Stream wire = context.Response.Body;
        context.Response.Body = answer;
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
