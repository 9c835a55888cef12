using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdoPat.Tests.Support;

namespace AdoPat.Core.Tests.Contract;

/// <summary>An API description in the form of Swagger 2.0, as Microsoft publishes it for Azure DevOps.</summary>
internal sealed class Swagger
{
    private static readonly string[] Sections = ["paths", "x-ms-paths"];

    private readonly JsonObject _document;

    private Swagger(JsonObject document) => _document = document;

    public string Host => _document["host"]!.GetValue<string>();

    /// <summary>Every operation, with its place.</summary>
    /// <remarks>Where one path has two operations of a verb, the description puts the second under <c>x-ms-paths</c>, with a <c>?</c>.</remarks>
    public IEnumerable<SwaggerOperation> Operations =>
        from section in Sections
        from path in (_document[section] as JsonObject ?? [])
        from verb in path.Value!.AsObject()
        select new SwaggerOperation(this, path.Key, verb.Key, verb.Value!.AsObject());

    public static Swagger Load(string name)
    {
        // Reading as text takes the byte order mark away that some of the files begin with.
        string json = File.ReadAllText(Path.Combine(Repository.Specifications, name + ".json"));
        return new Swagger(JsonNode.Parse(json)!.AsObject());
    }

    /// <summary>The values that a property may have.</summary>
    public IReadOnlyList<string> Enumeration(string definition, string property) =>
        [.. _document["definitions"]![definition]!["properties"]![property]!["enum"]!.AsArray().Select(value => value!.GetValue<string>())];

    /// <summary>Follows a reference to where it leads.</summary>
    public JsonObject Resolve(JsonObject node)
    {
        if (node["$ref"]?.GetValue<string>() is not { } reference)
        {
            return node;
        }

        JsonNode target = _document;
        foreach (string part in reference.Split('/').Skip(1))
        {
            target = target[part] ?? throw new JsonException($"{reference} leads nowhere.");
        }

        return target.AsObject();
    }

    /// <summary>Holds a value against a schema.</summary>
    /// <param name="value">The value; null is what services write for "not there".</param>
    /// <param name="schema">The schema.</param>
    /// <param name="place">Where the value is, for the answer.</param>
    /// <returns>What is wrong, nothing when it fits.</returns>
    public IEnumerable<string> Check(JsonNode? value, JsonObject schema, string place)
    {
        schema = Resolve(schema);
        string type = schema["type"]?.GetValue<string>() ?? (schema["enum"] is null ? "object" : "string");
        return (type, value) switch
        {
            (_, null) => [],
            ("object", JsonObject thing) => CheckProperties(thing, schema, place),
            ("array", JsonArray list) => list.SelectMany((item, index) => Check(item, schema["items"]!.AsObject(), $"{place}[{index}]")),
            ("string" or "boolean" or "integer", JsonValue simple) => SwaggerValue.Check(simple.ToString(), simple.GetValueKind(), schema, place),
            _ => [$"{place} is {value.ToJsonString()}, no {type}"],
        };
    }

    private IEnumerable<string> CheckProperties(JsonObject thing, JsonObject schema, string place)
    {
        JsonObject known = schema["properties"] as JsonObject ?? [];
        return thing.SelectMany(property => known[property.Key] is JsonObject expected
            ? Check(property.Value, expected, $"{place}.{property.Key}")
            : [$"{place}.{property.Key} is not in the description"]);
    }
}
