using System;
using System.Buffers.Text;
using System.Text.Json;
using AdoPat.Sessions;

namespace AdoPat.Msal.Tests.Support;

/// <summary>What an access token of the emulator says.</summary>
internal static class Jwt
{
    public static JsonElement ClaimsOf(AccessToken token) =>
        JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Value.Split('.')[1]));

    public static string Text(AccessToken token, string claim) => ClaimsOf(token).GetProperty(claim).GetString()
        ?? throw new InvalidOperationException($"The claim {claim} is null.");
}
