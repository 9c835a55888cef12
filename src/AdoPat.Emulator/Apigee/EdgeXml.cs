using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace AdoPat.Emulator.Apigee;

/// <summary>XML as the management server writes it, for those who accept it.</summary>
internal static class EdgeXml
{
    /// <summary>Makes XML of JSON: an element for each property, its first letter a capital one.</summary>
    /// <param name="name">The name of the element.</param>
    /// <param name="node">The JSON.</param>
    /// <returns>The element.</returns>
    public static XElement Of(string name, JsonNode? node) => node switch
    {
        JsonObject item => new XElement(Name(name), item.Select(pair => Of(pair.Key, pair.Value))),
        JsonArray items => new XElement(Name(name), items.Select(entry => Of(Singular(Name(name)), entry))),
        _ => new XElement(Name(name), Clean(node?.ToString() ?? "")),
    };

    /// <summary>Writes a document.</summary>
    /// <param name="root">Its root.</param>
    /// <returns>The text, with its declaration.</returns>
    public static string Write(XElement root) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + root.ToString(SaveOptions.DisableFormatting);

    private static string Name(string name) => XmlConvert.EncodeLocalName(name.Length == 0 ? "_" : char.ToUpperInvariant(name[0]) + name[1..]);

    private static string Singular(string name) => name.Length > 1 && name.EndsWith('s') ? name[..^1] : "Item";

    private static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (char letter in text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)))
        {
            clean.Append(letter);
        }

        return clean.ToString();
    }
}
