using System.IO;
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
        if (rule is null)
        {
            await next(context);
        }
        else
        {
            await MakeAsync(rule, context);
        }
    }

    private async Task MakeAsync(FaultRule rule, HttpContext context)
    {
        bool replaces = rule.Cut || rule.Status is not null;
        if (!replaces)
        {
            WriteHeaders(rule, context.Response);
            await next(context);
            return;
        }

        if (rule.AfterChange)
        {
            await CarryOutUnseenAsync(context);
        }

        if (rule.Cut)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = rule.Status!.Value;
        WriteHeaders(rule, context.Response);
        await context.Response.WriteAsync(rule.Body);
    }

    private async Task CarryOutUnseenAsync(HttpContext context)
    {
        Stream wire = context.Response.Body;
        using MemoryStream unseen = new();
        context.Response.Body = unseen;
        await next(context);
        context.Response.Body = wire;
        context.Response.Headers.ContentType = default;
        context.Response.Headers.ContentLength = null;
    }

    private static void WriteHeaders(FaultRule rule, HttpResponse response)
    {
        foreach ((string name, string value) in rule.Headers)
        {
            response.Headers[name] = value;
        }
    }
}
