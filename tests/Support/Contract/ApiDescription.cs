using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace AdoPat.Tests.Support.Contract;

/// <summary>An official API description (Swagger 2.0, or OpenAPI 3 in YAML), as far as answers and requests can be held against it.</summary>
internal sealed class ApiDescription
{
    private readonly JsonNode _document;

    private readonly bool _timesHaveZone;

    private ApiDescription(JsonNode document, bool timesHaveZone) => (_document, _timesHaveZone) = (document, timesHaveZone);

    /// <summary>The folder with the descriptions, beside the repository; null where there is none.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <param name="name">The name of the file.</param>
    /// <param name="timesHaveZone">Whether the service writes the Z of its times, as date-time demands.</param>
    public static ApiDescription Load(string name, bool timesHaveZone = true) =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, name)))!, timesHaveZone);

    /// <summary>Reads a description of Apigee Edge.</summary>
    /// <param name="name">The name of the file.</param>
    public static ApiDescription LoadYaml(string name)
    {
        YamlStream yaml = [];
        using StreamReader reader = new(Path.Combine(Repository.EdgeSpecifications, name));
        yaml.Load(reader);
        JsonNode document = ToJson(yaml.Documents[0].RootNode)!;
        document["definitions"] = document["components"]!["schemas"]!.DeepClone();
        return new ApiDescription(document, timesHaveZone: true);
    }

    /// <summary>The values that an enumeration can have.</summary>
    public IReadOnlyList<string> EnumOf(string definition, string property) =>
        [.. _document["definitions"]![definition]!["properties"]![property]!["enum"]!.AsArray().Select(value => (string)value!)];

    /// <summary>The names of the query's parameters of an operation.</summary>
    public IReadOnlyList<string> QueryOf(string paths, string path, string method) => QueryOf(_document[paths]![path]![method]!);

    /// <summary>The operation of OpenAPI 3 that a request asks for, and what is wrong with the request; null when it is none of these.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, without the version.</param>
    /// <param name="query">The names of the parameters in the query.</param>
    /// <param name="body">The body; null for none.</param>
    public (string Operation, IReadOnlyList<string> Flaws)? CheckRequest(string method, string path, IEnumerable<string> query, JsonNode? body)
    {
        string[] parts = path.Split('/');
        if (_document["paths"]!.AsObject().FirstOrDefault(known => Fits(known.Key.Split('/'), parts)).Value?[method.ToLowerInvariant()] is not { } operation)
        {
            return null;
        }

        IEnumerable<string> unknown = query.Except(QueryOf(operation)).Select(name => $"the parameter {name} is not described.");
        JsonNode? schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        IEnumerable<string> wrong = body is null ? [] : schema is null ? ["there is a body, and none is described."] : Check(body, schema, "");
        return ((string)operation["operationId"]!, [.. unknown, .. wrong]);
    }

    /// <summary>The names of a definition's properties, sorted.</summary>
    public IReadOnlyList<string> PropertiesOf(string definition) =>
        [.. _document["definitions"]![definition]!["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal)];

    /// <summary>The statuses that an operation can answer with.</summary>
    public IReadOnlyList<string> StatusesOf(string path, string method) =>
        [.. _document["paths"]![path]![method]!["responses"]!.AsObject().Select(response => response.Key)];

    /// <summary>What is wrong with an answer, as far as the operation tells.</summary>
    public IReadOnlyList<string> CheckAnswer(JsonNode? value, string path, string method, string status) =>
        [.. Check(value, _document["paths"]![path]![method]!["responses"]![status]!["content"]!["application/json"]!["schema"]!, "")];

    /// <summary>What is wrong with a value, as far as a definition tells.</summary>
    public IReadOnlyList<string> Check(JsonNode? value, string definition) =>
        [.. Check(value, _document["definitions"]![definition]!, definition)];

    private static bool Fits(string[] known, string[] parts) =>
        known.Length == parts.Length && known.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    private IReadOnlyList<string> QueryOf(JsonNode operation) =>
        [.. operation["parameters"]!.AsArray()
            .Select(parameter => parameter!["$ref"] is { } reference ? Resolve((string)reference!) : parameter)
            .Where(parameter => (string?)parameter["in"] == "query")
            .Select(parameter => (string)parameter["name"]!)];

    private static string? FindFolder()
    {
        string folder = Repository.Specifications;
        return Directory.Exists(folder) ? folder : null;
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    private JsonNode Resolve(string reference)
    {
        JsonNode node = _document;
        foreach (string part in reference.TrimStart('#', '/').Split('/'))
        {
            node = node[part]!;
        }

        return node;
    }

    private IEnumerable<string> Check(JsonNode? value, JsonNode schema, string where)
    {
        JsonNode rule = schema["$ref"] is { } reference ? Resolve((string)reference!) : schema;
        if (value is null)
        {
            // The descriptions say in words only where null stands for something.
            return [];
        }

        if (rule["enum"] is JsonArray values)
        {
            return values.Any(item => (string?)item == (string?)value) ? [] : [$"{where}: '{value}' is none of the values."];
        }

        if (rule["oneOf"] is JsonArray choices)
        {
            string[][] wrong = [.. choices.Select(choice => Check(value, choice!, where).ToArray())];
            return Array.Exists(wrong, list => list.Length == 0) ? [] : wrong[0];
        }

        return (string?)(rule["type"] ?? (rule["properties"] is null ? null : "object")) switch
        {
            null => [],
            "object" => CheckObject(value, rule, where),
            "array" => value is JsonArray array
                ? array.SelectMany((item, place) => Check(item, rule["items"]!, $"{where}[{place}]"))
                : [$"{where} is not an array."],
            "string" => CheckString(value, (string?)rule["format"], where),
            "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? [] : [$"{where} is not a boolean."],
            "integer" => value.GetValueKind() == JsonValueKind.Number ? [] : [$"{where} is not a number."],
            var other => [$"{where}: the description has the type '{other}', which is not checked."],
        };
    }

    private IEnumerable<string> CheckObject(JsonNode value, JsonNode rule, string where)
    {
        if (value is not JsonObject properties)
        {
            return [$"{where} is not an object."];
        }

        JsonObject known = rule["properties"]?.AsObject() ?? [];
        IEnumerable<string> unknown = properties.Where(property => !known.ContainsKey(property.Key)).Select(property => $"{where}.{property.Key} is not described.");
        return unknown.Concat(properties.Where(property => known.ContainsKey(property.Key))
            .SelectMany(property => Check(property.Value, known[property.Key]!, $"{where}.{property.Key}")));
    }

    private IEnumerable<string> CheckString(JsonNode value, string? format, string where)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return [$"{where} is not a string."];
        }

        string text = (string)value!;
        bool good = format switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date-time" => text.EndsWith('Z') == _timesHaveZone && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        return good ? [] : [$"{where}: '{text}' is not of the format {format}."];
    }
}
