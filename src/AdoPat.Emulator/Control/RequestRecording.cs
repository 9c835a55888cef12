using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>Keeps a record of every request of an emulated service, and writes a line about it.</summary>
internal sealed class RequestRecording(RequestDelegate next, RequestJournal journal, EmulatorState state, EmulatorOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        RequestRecord record = Describe(context);
        context.Features.Set(record);
        if (!ControlRoutes.IsOwn(context.Request.Path))
        {
            journal.Begin(record);
        }

        // The client must not see the answer before the record has it.
        long start = Stopwatch.GetTimestamp();
        context.Response.OnStarting(() =>
        {
            Finish(record, record.IsCut ? 0 : context.Response.StatusCode, start);
            return Task.CompletedTask;
        });
        if (options.LogRequests)
        {
            context.Response.OnCompleted(() => Console.Error.WriteLineAsync(Line(record)));
        }

        await AnswerAsync(context, record);
        if (record.UnderWay)
        {
            Finish(record, record.Status, start);
        }
    }

    private void Finish(RequestRecord record, int status, long start) => journal.Update(record, ended =>
    {
        ended.Status = status;
        ended.UnderWay = false;
        ended.Milliseconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 2);
    });

    private async Task AnswerAsync(HttpContext context, RequestRecord record)
    {
        using TokenTraffic? traffic = await TokenTraffic.StartAsync(context, record, journal);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, or a fault has cut the connection.
            record.IsCut = true;
        }
        catch (Exception defect) when (!context.Response.HasStarted)
        {
            await Console.Error.WriteLineAsync($"A defect of the emulator: {defect}");
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        await (traffic?.FinishAsync() ?? Task.CompletedTask);
    }

    private static string Line(RequestRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Time:HH:mm:ss.fff} {record.Status} {record.Method,-6} {record.Host}{record.Path} {record.User ?? "-"} {record.GrantType}{record.Fault} {record.Milliseconds} ms");

    private RequestRecord Describe(HttpContext context)
    {
        (string host, string path) = Split(context.Request.Path.Value ?? "/");
        string authorization = context.Request.Headers.Authorization.ToString();
        return new RequestRecord
        {
            Time = state.Clock.UtcNow,
            Method = context.Request.Method,
            Host = host,
            Path = SecretsInAddresses.MaskPath(path),
            Query = SecretsInAddresses.MaskQuery(context.Request.QueryString.Value ?? ""),
            Connection = context.Connection.Id,
            Authentication = authorization.Split(' ') is [var scheme, _, ..] ? scheme : null,
        };
    }

    private static (string Host, string Path) Split(string path)
    {
        int end = path.IndexOf('/', Math.Min(1, path.Length));
        string first = (end < 0 ? path : path[..end]).TrimStart('/');
        return EmulatedHosts.TryGetPrefix(first, out _)
            ? (first, end < 0 ? "/" : path[end..])
            : ("localhost", path);
    }
}
