using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdoPat.Emulator.Entra;

/// <summary>The key that signs the tokens of one run of the emulator (RS256).</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public SigningKey() => Id = Base64Url.EncodeToString(SHA256.HashData(_key.ExportRSAPublicKey()))[..27];

    /// <summary>The key id, <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>Makes a signed token.</summary>
    /// <param name="claims">Its payload.</param>
    /// <returns>The token in compact form.</returns>
    public string Sign(JsonObject claims)
    {
        JsonObject header = new() { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = Id };
        string content = Encode(header) + "." + Encode(claims);
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return content + "." + Base64Url.EncodeToString(signature);
    }

    /// <summary>Reads a token that this key has signed.</summary>
    /// <param name="token">A token in compact form.</param>
    /// <returns>Its payload; null when it is none, or not signed by this key.</returns>
    public JsonObject? Verify(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            byte[] content = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
            byte[] signature = Base64Url.DecodeFromChars(parts[2]);
            return _key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                ? JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) as JsonObject
                : null;
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The public key as a JSON Web Key.</summary>
    /// <returns>The key.</returns>
    public JsonObject ToJsonWebKey()
    {
        RSAParameters parameters = _key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = Id,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
