using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using AdoPat.Core.Tests.Support;

namespace AdoPat.Core.Tests.Contract;

/// <summary>One operation of an API description.</summary>
/// <param name="Swagger">The description.</param>
/// <param name="Path">The path, with parameters in braces.</param>
/// <param name="Verb">The HTTP verb in lower case.</param>
/// <param name="Definition">Its parameters and answers.</param>
internal sealed record SwaggerOperation(Swagger Swagger, string Path, string Verb, JsonObject Definition)
{
    public string Id => Definition["operationId"]!.GetValue<string>();

    /// <summary>The version of the API that the description is of.</summary>
    public string ApiVersion => Definition["x-ms-docs-override-version"]!.GetValue<string>();

    private IEnumerable<JsonObject> Parameters => Definition["parameters"]!.AsArray().Select(item => Swagger.Resolve(item!.AsObject()));

    /// <summary>Whether a request is one for this operation, by its host, verb, path and the parameters it must have.</summary>
    public bool IsAskedBy(RecordedRequest request) =>
        request.Host == Swagger.Host
        && string.Equals(request.Method, Verb, StringComparison.OrdinalIgnoreCase)
        && Regex.IsMatch(request.Path, "^" + Regex.Replace(Path.TrimEnd('?'), @"\{[^}]+\}", "[^/]+") + "$", RegexOptions.IgnoreCase)
        && RequiredIn("query").All(QueryOf(request).ContainsKey);

    /// <summary>What is wrong with a request.</summary>
    public IEnumerable<string> CheckRequest(RecordedRequest request)
    {
        Dictionary<string, JsonObject> known = Parameters.Where(item => Text(item, "in") == "query").ToDictionary(item => Text(item, "name"));
        IEnumerable<string> query = QueryOf(request).SelectMany(item => known.TryGetValue(item.Key, out JsonObject? schema)
            ? SwaggerValue.Check(item.Value, JsonValueKind.Undefined, schema, $"{Id}: the parameter {item.Key}")
            : [$"{Id}: the parameter {item.Key} is not in the description"]);
        return query.Concat(CheckBody(request.RequestBody));
    }

    /// <summary>What is wrong with the body of a good answer.</summary>
    public IEnumerable<string> CheckAnswer(JsonNode? body) => Definition["responses"]!["200"]?["schema"] is JsonObject schema
        ? body is null ? [$"{Id}: the answer has no body"] : Swagger.Check(body, schema, $"{Id}: the answer")
        : body is null ? [] : [$"{Id}: the answer has a body"];

    public static Dictionary<string, string> QueryOf(RecordedRequest request)
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(request.Query);
        return query.AllKeys.ToDictionary(name => name!, name => query[name]!);
    }

    private static string Text(JsonObject node, string name) => node[name]!.GetValue<string>();

    private IEnumerable<string> RequiredIn(string place) =>
        Parameters.Where(item => Text(item, "in") == place && item["required"]!.GetValue<bool>()).Select(item => Text(item, "name"));

    private IEnumerable<string> CheckBody(JsonNode? body)
    {
        JsonObject? parameter = Parameters.FirstOrDefault(item => Text(item, "in") == "body");
        return (parameter, body) switch
        {
            (null, null) => [],
            (null, _) => [$"{Id}: a body was sent"],
            (_, null) => [$"{Id}: no body was sent"],
            _ => Swagger.Check(body, parameter["schema"]!.AsObject(), $"{Id}: the body"),
        };
    }
}
