using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AdoPat.Core.Tests.Contract;

/// <summary>Holds a single value, of a body or of a query, against the type, format and enumeration of a description.</summary>
internal static partial class SwaggerValue
{
    /// <param name="text">The value as text.</param>
    /// <param name="kind">Its JSON kind; undefined for a value of a query, which is always text.</param>
    /// <param name="schema">The description.</param>
    /// <param name="place">Where the value is, for the answer.</param>
    /// <returns>What is wrong, nothing when it fits.</returns>
    public static IEnumerable<string> Check(string text, JsonValueKind kind, JsonObject schema, string place)
    {
        string type = schema["type"]?.GetValue<string>() ?? "string";
        string format = schema["format"]?.GetValue<string>() ?? "";
        bool isRightKind = (type, kind) switch
        {
            (_, JsonValueKind.Undefined) => true,
            ("string", JsonValueKind.String) or ("integer", JsonValueKind.Number) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };
        bool isRightForm = (type, format) switch
        {
            ("boolean", _) => text is "true" or "false",
            ("integer", _) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            (_, "uuid") => Guid.TryParseExact(text, "D", out _),
            (_, "date-time") => DateTime().IsMatch(text),
            _ => true,
        };
        if (!isRightKind || !isRightForm)
        {
            yield return $"{place} is {kind} '{text}', no {type} {format}";
        }

        if (schema["enum"] is JsonArray values && !values.Any(value => value!.GetValue<string>() == text))
        {
            yield return $"{place} is '{text}', which is none of the values it can have";
        }
    }

    // RFC 3339, with the zone that it demands.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex DateTime();
}
