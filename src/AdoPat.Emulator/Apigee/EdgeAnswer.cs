using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>An answer of the management API: JSON, or XML for those who accept only that.</summary>
/// <param name="Body">The JSON.</param>
/// <param name="Root">The name of the root of the XML.</param>
internal sealed record EdgeAnswer(JsonNode? Body, string Root) : IResult
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The XML, where it is not simply that of the JSON.</summary>
    public XElement? Xml { get; init; }

    /// <summary>Whether a client wants XML.</summary>
    /// <param name="request">The client's request.</param>
    /// <returns>True when it accepts XML and does not mention JSON.</returns>
    public static bool WantsXml(HttpRequest request)
    {
        string accept = request.Headers.Accept.ToString();
        return accept.Contains("xml", StringComparison.OrdinalIgnoreCase) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        bool xml = WantsXml(httpContext.Request);
        response.StatusCode = Status;
        response.ContentType = xml ? "application/xml" : "application/json";
        return response.WriteAsync(xml ? EdgeXml.Write(Xml ?? EdgeXml.Of(Root, Body)) : EdgeJson.Write(Body));
    }
}
