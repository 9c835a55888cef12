using System.Text.Json.Serialization;

namespace AdoPat.Apigee.Wire;

/// <summary>What the sign-in server's token endpoint answers.</summary>
internal sealed class SsoTokenWire
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; set; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; set; }

    /// <summary>In seconds.</summary>
    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; set; }
}
