using System;
using System.Linq;
using System.Text.Json;
using AdoPat.Secrets;

namespace AdoPat.Sessions;

/// <summary>
/// The claims of an access token, read and not checked: whether it is genuine is the service's business. They tell a
/// user early what the service would refuse.
/// </summary>
internal sealed class AccessTokenClaims
{
    public string? Audience { get; private init; }

    public string? TenantId { get; private init; }

    public string? UserName { get; private init; }

    /// <summary>The user as Apigee's sign-in server names them.</summary>
    public string? Email { get; private init; }

    public bool IsApplication { get; private init; }

    public DateTimeOffset ExpiresOn { get; private init; }

    /// <summary>The claims; null when the text is no signed JSON Web Token with an end.</summary>
    public static AccessTokenClaims? TryRead(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3 || !parts.All(part => part.All(TokenCharacters.IsBase64Url)))
        {
            return null;
        }

        try
        {
            using JsonDocument claims = JsonDocument.Parse(FromBase64Url(parts[1]));
            JsonElement root = claims.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("exp", out JsonElement exp) && exp.TryGetInt64(out long seconds)
                ? new AccessTokenClaims
                {
                    Audience = Text(root, "aud"),
                    TenantId = Text(root, "tid"),
                    UserName = Text(root, "upn") ?? Text(root, "preferred_username") ?? Text(root, "unique_name"),
                    Email = Text(root, "user_name") ?? Text(root, "email"),
                    IsApplication = Text(root, "idtyp") == "app",
                    ExpiresOn = DateTimeOffset.FromUnixTimeSeconds(seconds),
                }
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static byte[] FromBase64Url(string text)
    {
        string base64 = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(base64 + (base64.Length % 4) switch { 2 => "==", 3 => "=", _ => "" });
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
