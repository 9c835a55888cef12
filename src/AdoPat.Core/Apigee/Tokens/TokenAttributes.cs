using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Text.Json;
using AdoPat.Apigee.Wire;

namespace AdoPat.Apigee.Tokens;

/// <summary>Custom attributes of a token: a list of names and values in the details, further fields in the answer of the policy.</summary>
internal static class TokenAttributes
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "api_product_list", "api_product_list_json", "apiProducts", "app", "app_enduser", "appEnduser", "appId", "application_name", "appUserId",
        "attributes", "client_id", "clientId", "createdAt", "createdBy", "developer.email", "endUser", "expires_in", "expiresAt", "grant_type", "grantType",
        "issued_at", "issuedAt", "lastModifiedAt", "lastModifiedBy", "organization_id", "organization_name", "refresh_count", "refresh_token_expires_in",
        "refresh_token_issued_at", "refresh_token_status", "refreshCount", "scope", "status", "token_type", "tokenType",
    };

    private static readonly string[] SecretWords = ["token", "secret", "password"];

    /// <summary>Reads them; what may be a secret is left out.</summary>
    /// <param name="fields">The details, or the answer.</param>
    /// <param name="secrets">What no value may hold.</param>
    public static IReadOnlyDictionary<string, string> Read(JsonFields fields, string[] secrets)
    {
        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> attribute in Listed(fields).Concat(Further(fields)))
        {
            if (!MayBeSecret(attribute.Key) && !secrets.Any(secret => secret.Length > 0 && attribute.Value.Contains(secret)))
            {
                attributes[attribute.Key] = attribute.Value;
            }
        }

        return new ReadOnlyDictionary<string, string>(attributes);
    }

    private static IEnumerable<KeyValuePair<string, string>> Listed(JsonFields fields)
    {
        if (fields.Find("attributes") is not { ValueKind: JsonValueKind.Array } list)
        {
            yield break;
        }

        foreach (JsonElement item in list.EnumerateArray())
        {
            JsonFields? pair = JsonFields.Of(item);
            if ((pair is null ? JsonFields.TextOf(item) : pair.Text("name")) is { } name)
            {
                yield return new KeyValuePair<string, string>(name, pair?.Text("value") ?? "");
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Further(JsonFields fields) => fields.All
        .Where(field => !Known.Contains(field.Key) && field.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        .Select(field => new KeyValuePair<string, string>(field.Key, JsonFields.TextOf(field.Value) ?? ""));

    private static bool MayBeSecret(string name) =>
        SecretWords.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
