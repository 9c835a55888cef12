using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>Bodies that come as JSON or as XML.</summary>
internal static class EdgeBody
{
    /// <summary>Reads a body by its content type.</summary>
    /// <typeparam name="T">What it asks for.</typeparam>
    /// <param name="call">The request.</param>
    /// <param name="json">Reads JSON; null when it is not of the right shape.</param>
    /// <param name="xml">Reads XML; null when it is not of the right shape.</param>
    /// <param name="wanted">What it asks for.</param>
    /// <returns>Null, or why it cannot be read.</returns>
    public static IResult? Read<T>(EdgeCall call, Func<JsonObject, T?> json, Func<XElement, T?> xml, out T wanted)
        where T : class
    {
        wanted = null!;
        try
        {
            T? read = IsXml(call.Context.Request) ? xml(Root(call.Body)) : JsonNode.Parse(call.Body) is JsonObject body ? json(body) : null;
            wanted = read!;
            return read is null ? EdgeErrors.Malformed("The payload is not of the shape that the operation takes") : null;
        }
        catch (Exception broken) when (broken is JsonException or XmlException or InvalidOperationException or ArgumentException)
        {
            return EdgeErrors.Malformed(broken.Message);
        }
    }

    private static bool IsXml(HttpRequest request) => request.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) == true;

    // White space in values is theirs.
    private static XElement Root(string text)
    {
        using StringReader reader = new(text);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }
}
