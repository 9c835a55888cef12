using System.Text.Json;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The body of a request that an API description describes.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body of a request.</summary>
    /// <typeparam name="T">What it asks for.</typeparam>
    /// <param name="request">The request.</param>
    /// <returns>What it asks for, or why it cannot be read.</returns>
    public static async Task<(T? Wanted, ServiceError? Error)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            T? wanted = await JsonSerializer.DeserializeAsync<T>(request.Body, Json.Wire);
            return wanted is null ? (null, ServiceErrors.BadArgument("Value cannot be null. Parameter name: body")) : (wanted, null);
        }
        catch (JsonException malformed)
        {
            return (null, ServiceErrors.MalformedJson(malformed.Message));
        }
    }
}
