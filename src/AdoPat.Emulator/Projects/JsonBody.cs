using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.AzureDevOps;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Projects;

/// <summary>The body of a request that is kept as it is, with what the emulator knows nothing of.</summary>
internal static class JsonBody
{
    /// <summary>Reads the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The object, or why it cannot be read.</returns>
    public static async Task<(JsonObject? Body, ServiceError? Error)> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonNode>(request.Body) is JsonObject body
                ? (body, null)
                : (null, ServiceErrors.MissingArgument("body"));
        }
        catch (JsonException malformed)
        {
            return (null, ServiceErrors.MalformedJson(malformed.Message));
        }
    }
}
