using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using AdoPat.Apigee.Wire;

namespace AdoPat.Apigee.Tokens;

/// <summary>
/// The API products of a token: a list, or the text of a list as Java writes it, <c>[A, B]</c>, or a list with such a text in it.
/// Their names may hold spaces and hyphens, but no commas.
/// </summary>
internal static class TokenProducts
{
    public static IReadOnlyList<string> Read(JsonFields fields) => fields.Find("api_product_list_json", "apiProducts", "api_product_list") is { } value ? [.. Of(value)] : [];

    private static IEnumerable<string> Of(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().SelectMany(item => Split(JsonFields.TextOf(item)))
        : Split(JsonFields.TextOf(value));

    private static IEnumerable<string> Split(string? text) =>
        (text ?? "").TrimStart('[').TrimEnd(']').Split(',').Select(name => name.Trim()).Where(name => name.Length > 0);
}
