using System.Text.Json;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>An error answer of Azure DevOps in its standard JSON form.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The exception's name, the <c>typeKey</c>.</param>
/// <param name="Message">What happened.</param>
internal sealed record ServiceError(int Status, string Type, string Message) : IResult
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The namespace of the exception.</summary>
    public string Namespace { get; init; } = "Microsoft.VisualStudio.Services.WebApi";

    /// <summary>The event number.</summary>
    public int EventId { get; init; } = 3000;

    /// <summary>Whether a byte order mark goes before the JSON, as was recorded on some answers.</summary>
    public bool WithByteOrderMark { get; init; }

    /// <summary>Facts about the refusal, beside the message.</summary>
    public object? CustomProperties { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(Body(), Json.Wire);
        HttpResponse response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers["X-TFS-ServiceError"] = HeaderText.Encode(Message);
        if (WithByteOrderMark)
        {
            await response.Body.WriteAsync(ByteOrderMark);
        }

        await response.Body.WriteAsync(json);
    }

    private JsonOfError Body() => new(
        "1", null, Message, $"{Namespace}.{Type}, Microsoft.VisualStudio.Services.WebApi", Type, 0, EventId, CustomProperties);
}
