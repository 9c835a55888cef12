using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdoPat.Emulator.Entra;

/// <summary>The <c>claims</c> parameter of a request to Entra ID.</summary>
internal static class ClaimsRequest
{
    private const string Capabilities = "xms_cc";

    /// <summary>
    /// Whether it answers a challenge. A client that only says what it is capable of (<c>xms_cc</c>) sends claims with
    /// every request.
    /// </summary>
    /// <param name="claims">The parameter; empty for none.</param>
    /// <returns>True when it asks for anything else than capabilities.</returns>
    public static bool AnswersChallenge(string claims)
    {
        try
        {
            return claims.Length > 0 && JsonNode.Parse(claims) is JsonObject all
                && all.Any(part => part.Value is not JsonObject wanted || wanted.Any(claim => claim.Key != Capabilities));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
