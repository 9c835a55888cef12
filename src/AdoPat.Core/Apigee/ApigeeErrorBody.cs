using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using AdoPat.Http;

namespace AdoPat.Apigee;

/// <summary>What an answer of Apigee says went wrong, whichever of its servers has written it.</summary>
/// <param name="Code">Its name for the error; null when there is none.</param>
/// <param name="Text">Its words; empty when there are none.</param>
internal readonly record struct ApigeeErrorBody(string? Code, string Text)
{
    /// <summary>Nothing.</summary>
    public static readonly ApigeeErrorBody None = new(null, "");

    /// <summary>Reads an answer; one that is neither JSON nor XML of a known shape says nothing.</summary>
    public static ApigeeErrorBody Read(ServiceAnswer answer)
    {
        string body = Encoding.UTF8.GetString(answer.Body.ToArray()).TrimStart();
        try
        {
            return body.StartsWith("{", StringComparison.Ordinal) ? ReadJson(body)
                : body.StartsWith("<", StringComparison.Ordinal) && !answer.IsHtml ? ReadXml(body)
                : None;
        }
        catch (Exception unreadable) when (unreadable is JsonException or XmlException or InvalidOperationException)
        {
            return None;
        }
    }

    private static ApigeeErrorBody ReadJson(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        if (Member(root, "fault") is { ValueKind: JsonValueKind.Object } fault)
        {
            return new(TextOf(Member(fault, "detail") is { } detail ? Member(detail, "errorcode") : null), TextOf(Member(fault, "faultstring")) ?? "");
        }

        return Member(root, "error") switch
        {
            { ValueKind: JsonValueKind.Object } google => new(TextOf(Member(google, "status")), TextOf(Member(google, "message")) ?? ""),
            { ValueKind: JsonValueKind.String } name => new(name.GetString(), TextOf(Member(root, "error_description")) ?? ""),
            _ => new(TextOf(Member(root, "code")), TextOf(Member(root, "message")) ?? ""),
        };
    }

    private static ApigeeErrorBody ReadXml(string body)
    {
        using StringReader text = new(body);
        using XmlReader reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        XElement root = XElement.Load(reader);
        return root.Name.LocalName == "Error" ? new(Child(root, "Code"), Child(root, "Message") ?? "") : None;
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : null;

    // A message is a list of texts now and then.
    private static string? TextOf(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.Array } list => string.Join(" ", list.EnumerateArray().Select(item => TextOf(item)).Where(item => item is not null)),
        _ => null,
    };

    private static string? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
