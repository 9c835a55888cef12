using System;
using System.Text.Json;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary><c>PatTokenCreateRequest</c> and <c>PatTokenUpdateRequest</c> of the official API description.</summary>
internal sealed record PatRequest
{
    public Guid AuthorizationId { get; init; }

    public string? DisplayName { get; init; }

    public string? Scope { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public bool? AllOrgs { get; init; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What it asks for, or why it cannot be read.</returns>
    public static async Task<(PatRequest? Wanted, ServiceError? Error)> ReadAsync(HttpRequest request)
    {
        try
        {
            PatRequest? wanted = await JsonSerializer.DeserializeAsync<PatRequest>(request.Body, Json.Wire);
            return wanted is null ? (null, ServiceErrors.BadArgument("Value cannot be null. Parameter name: body")) : (wanted, null);
        }
        catch (JsonException malformed)
        {
            return (null, ServiceErrors.MalformedJson(malformed.Message));
        }
    }
}
