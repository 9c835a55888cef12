using System.Net.Http;

namespace AdoPat.Http;

/// <summary>What the handlers need to know of one request, and what they tell of it.</summary>
internal sealed class RequestContext
{
    private const string Key = "AdoPat.RequestContext";

    /// <summary>The tenant whose token the request needs; null for that of the sign-in.</summary>
    public string? TenantId { get; init; }

    /// <summary>True for a request that carries its own credential, or none.</summary>
    public bool WithoutAccessToken { get; init; }

    public IRequestObserver? Observer { get; init; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>True when an earlier attempt may have reached the service, although no answer came.</summary>
    public bool MayHaveHappened { get; set; }

    public static RequestContext Of(HttpRequestMessage request)
    {
#if NET
        return request.Options.TryGetValue(new HttpRequestOptionsKey<RequestContext>(Key), out RequestContext? context) ? context : new();
#else
        return request.Properties.TryGetValue(Key, out object? context) ? (RequestContext)context : new();
#endif
    }

    public void AttachTo(HttpRequestMessage request)
    {
#if NET
        request.Options.Set(new HttpRequestOptionsKey<RequestContext>(Key), this);
#else
        request.Properties[Key] = this;
#endif
    }
}
