using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>
/// Copies what goes over the wire for tokens/pats into the record, so that tests can hold it against the official
/// description. A token's value is masked.
/// </summary>
internal sealed class TokenTraffic : IDisposable
{
    private const string Mask = "***";

    private readonly HttpContext _context;
    private readonly RequestRecord _record;
    private readonly Stream _wire;
    private readonly MemoryStream _answer = new();

    private TokenTraffic(HttpContext context, RequestRecord record)
    {
        _context = context;
        _record = record;
        _wire = context.Response.Body;
        context.Response.Body = _answer;
    }

    /// <summary>Begins to copy, when the request is one for tokens/pats.</summary>
    /// <param name="context">The request.</param>
    /// <param name="record">Its record.</param>
    /// <returns>The copy; null for other requests.</returns>
    public static async Task<TokenTraffic?> StartAsync(HttpContext context, RequestRecord record)
    {
        if (!record.Path.EndsWith("/_apis/tokens/pats", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            context.Request.EnableBuffering();
            using StreamReader reader = new(context.Request.Body, leaveOpen: true);
            record.RequestBody = Read(await reader.ReadToEndAsync());
            context.Request.Body.Position = 0;
        }

        return new TokenTraffic(context, record);
    }

    /// <summary>Sends the answer on its way and keeps a masked copy.</summary>
    /// <returns>The wait.</returns>
    public async Task FinishAsync()
    {
        _context.Response.Body = _wire;
        _answer.Position = 0;
        using StreamReader reader = new(_answer, leaveOpen: true);
        _record.ResponseBody = Masked(Read(await reader.ReadToEndAsync()));
        _answer.Position = 0;
        if (!_context.RequestAborted.IsCancellationRequested && _answer.Length > 0)
        {
            await _answer.CopyToAsync(_wire, _context.RequestAborted);
        }
    }

    public void Dispose() => _answer.Dispose();

    private static JsonNode? Read(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonNode? Masked(JsonNode? body)
    {
        if (body is JsonObject answer && answer["patToken"] is JsonObject token && token["token"] is not null)
        {
            token["token"] = Mask;
        }

        return body;
    }
}
