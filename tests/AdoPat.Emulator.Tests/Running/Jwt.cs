using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>Reads tokens without checking them.</summary>
internal static class Jwt
{
    public static JsonNode Header(string token) => Part(token.Split('.')[0]);

    public static JsonNode Payload(string token) => Part(token.Split('.')[1]);

    public static JsonNode Part(string encoded) => JsonNode.Parse(Base64Url.DecodeFromChars(encoded))!;
}
