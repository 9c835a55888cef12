using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

namespace AdoPat.Http;

/// <summary>A complete answer of a service, as plain data.</summary>
internal sealed class ServiceAnswer
{
    /// <summary>The header in which the service repeats the text of an error.</summary>
    public const string ErrorHeader = "X-TFS-ServiceError";

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public required HttpStatusCode Status { get; init; }

    /// <summary>Without the byte order mark that some answers begin with.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public required bool IsHtml { get; init; }

    /// <summary>The service wants a sign-in first; see <see cref="SignInDemand"/>.</summary>
    public required bool IsSignInDemand { get; init; }

    /// <summary>The service wants claims in the access token that it does not have: another sign-in, not another right.</summary>
    public bool IsClaimsChallenge { get; init; }

    public required RequestContext Context { get; init; }

    /// <summary>What the service's support asks for.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The error text that the service repeats in a header; there when the body is empty or a web page.</summary>
    public string? ServiceError { get; init; }

    /// <summary>Where the next page begins, when that stands in a header; null when there is none.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>The time at which the service answered, by its own clock; null when it does not say so.</summary>
    public DateTimeOffset? Date { get; init; }

    public IReadOnlyList<string> ResourceTenants { get; init; } = [];

    public IReadOnlyList<string> AuthenticateChallenges { get; init; } = [];

    /// <summary>A 2xx with what was asked for. A web page with 2xx is none: that is how the sign-in page comes.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300 && !IsHtml;

    public static async Task<ServiceAnswer> FromAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return new ServiceAnswer
        {
            Status = response.StatusCode,
            Body = body.AsSpan().StartsWith(ByteOrderMark) ? body.AsMemory(ByteOrderMark.Length) : body,
            IsHtml = SignInDemand.IsHtml(response),
            IsSignInDemand = SignInDemand.IsIn(response),
            IsClaimsChallenge = SignInDemand.ClaimsIn(response) is not null,
            Context = RequestContext.Of(request),
            ActivityId = Header(response, "X-VSS-E2EID") ?? Header(response, "ActivityId"),
            ServiceError = Header(response, ErrorHeader) is { } text ? WebUtility.UrlDecode(text) : null,
            ContinuationToken = Header(response, "X-MS-ContinuationToken"),
            Date = response.Headers.Date,
            ResourceTenants = Headers(response, "X-VSS-ResourceTenant").SelectMany(h => h.Split(',')).Select(h => h.Trim()).ToArray(),
            AuthenticateChallenges = response.Headers.WwwAuthenticate.Select(h => h.ToString()).ToArray(),
        };
    }

    /// <summary>The body as JSON; null when it is empty, or no JSON of that shape.</summary>
    public T? TryRead<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Body.IsEmpty ? null : JsonSerializer.Deserialize(Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Header(HttpResponseMessage response, string name) => Headers(response, name).FirstOrDefault();

    private static IEnumerable<string> Headers(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values : [];
}
