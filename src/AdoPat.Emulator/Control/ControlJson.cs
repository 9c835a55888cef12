using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>JSON of the control interface. A name that does not exist is an error, so that no test waits for a typo.</summary>
internal static class ControlJson
{
    private static readonly JsonSerializerOptions Strict = new(Json.Wire) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads the body of a request.</summary>
    /// <typeparam name="T">What it should be.</typeparam>
    /// <param name="request">The request.</param>
    /// <returns>The body, or what is wrong with it.</returns>
    public static async Task<(T? Body, IResult? Error)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            T? body = await JsonSerializer.DeserializeAsync<T>(request.Body, Strict);
            return body is null ? (null, Error("The body is null.")) : (body, null);
        }
        catch (JsonException wrong)
        {
            return (null, Error(wrong.Message));
        }
    }

    /// <summary>An answer that says what is wrong with a request.</summary>
    /// <param name="message">What is wrong.</param>
    /// <returns>400 with <c>{"error":...}</c>.</returns>
    public static IResult Error(string message) =>
        Results.Json(new { error = message }, Json.Wire, statusCode: StatusCodes.Status400BadRequest);
}
