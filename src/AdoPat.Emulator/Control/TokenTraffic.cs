using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>
/// Copies what goes over the wire for tokens/pats and tokenadmin, and for the properties and roles of Apigee, into the journal, so that tests can hold it against the official
/// description. A token's value is masked.
/// </summary>
internal sealed class TokenTraffic : IDisposable
{
    private const string Mask = "***";

    private readonly HttpContext _context;
    private readonly RequestRecord _record;
    private readonly RequestJournal _journal;
    private readonly string _request;
    private readonly Stream _wire;
    private readonly MemoryStream _answer = new();

    private TokenTraffic(HttpContext context, RequestRecord record, RequestJournal journal, string request)
    {
        (_context, _record, _journal, _request) = (context, record, journal, request);
        _wire = context.Response.Body;
        context.Response.Body = _answer;
    }

    /// <summary>Begins to copy, when the request is of that kind.</summary>
    /// <param name="context">The request.</param>
    /// <param name="record">Its record.</param>
    /// <param name="journal">Where the copy goes.</param>
    /// <returns>The copy; null for other requests.</returns>
    public static async Task<TokenTraffic?> StartAsync(HttpContext context, RequestRecord record, RequestJournal journal)
    {
        if (!IsKept(record))
        {
            return null;
        }

        context.Request.EnableBuffering();
        using StreamReader reader = new(context.Request.Body, leaveOpen: true);
        string body = await reader.ReadToEndAsync();
        context.Request.Body.Position = 0;
        return new TokenTraffic(context, record, journal, body);
    }

    /// <summary>Keeps a masked copy, then sends the answer on its way.</summary>
    /// <returns>The wait.</returns>
    public async Task FinishAsync()
    {
        _context.Response.Body = _wire;
        _answer.Position = 0;
        using StreamReader reader = new(_answer, leaveOpen: true);
        _journal.Keep(_record, Masked(_request), Masked(await reader.ReadToEndAsync()));
        if (!_context.RequestAborted.IsCancellationRequested && _answer.Length > 0)
        {
            _answer.Position = 0;
            await _answer.CopyToAsync(_wire, _context.RequestAborted);
        }
    }

    public void Dispose() => _answer.Dispose();

    // Of Apigee only what has no secrets in it: organizations and roles.
    private static bool IsKept(RequestRecord record) => record.Path.EndsWith("/_apis/tokens/pats", StringComparison.OrdinalIgnoreCase)
        || record.Path.Contains("/_apis/tokenadmin/", StringComparison.OrdinalIgnoreCase)
        || (record.Host == EmulatedHosts.Apigee && (record.Path.Contains("/userroles/", StringComparison.OrdinalIgnoreCase) || record.Path.Trim('/').Split('/').Length == 3));

    private static JsonElement? Masked(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            JsonNode? body = JsonNode.Parse(text);
            if (body is JsonObject result && result["patToken"] is JsonObject token && token["token"] is not null)
            {
                token["token"] = Mask;
            }

            return JsonSerializer.SerializeToElement(body);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
