using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using AdoPat.Secrets;

namespace AdoPat.Http;

/// <summary>What the handlers need to know of one request, and what they tell of it.</summary>
internal sealed class RequestContext
{
    private const string Key = "AdoPat.RequestContext";

    // Read by whoever cancels, on another thread.
    private volatile bool _isUnderWay;

    /// <summary>What is tried, and with what, such as <c>Listing the tokens of contoso</c>: messages begin with it.</summary>
    public required string Action { get; init; }

    /// <summary>Which service is asked.</summary>
    public ServiceIdentity Service { get; init; } = ServiceIdentity.AzureDevOps;

    /// <summary>The secret in the address, as it is before it is encoded: no observer and no message gets it. Null for none.</summary>
    public string? AddressSecret { get; init; }

    /// <summary>The secrets in the headers or the body, as they are before they are encoded: no message gets them.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>True for an address whose query a user has written: nobody knows what is in it, and no observer gets it.</summary>
    public bool HidesQuery { get; init; }

    /// <summary>The organization that is asked; null for what is above organizations.</summary>
    public string? Organization { get; init; }

    /// <summary>True when the request names one token, so that "not found" may mean the token.</summary>
    public bool IsAboutToken { get; init; }

    /// <summary>What the user must be allowed to, as words that follow "this takes"; null for what every member of the organization may.</summary>
    public string? RequiredPermission { get; init; }

    /// <summary>Who can give <see cref="RequiredPermission"/>; null when it is one of the organization, whose administrators can.</summary>
    public string? PermissionGivers { get; init; }

    /// <summary>The scope that the sign-in needs for it, such as <c>vso.auditlog</c>; null when there is no narrow one.</summary>
    public string? RequiredScope { get; init; }

    /// <summary>True for a POST that does no harm when it is done twice.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The tenant whose access token the request needs; null for that of the sign-in.</summary>
    public string? TenantId { get; init; }

    /// <summary>True for a request that carries its own credential, or none.</summary>
    public bool WithoutAccessToken { get; init; }

    public IRequestObserver? Observer { get; init; }

    /// <summary>True from the moment when the request may be on the wire, until it is known that it did nothing.</summary>
    public bool IsUnderWay
    {
        get => _isUnderWay;
        set => _isUnderWay = value;
    }

    /// <summary>True when an attempt may have made its change although it got no answer, or that of a service that failed.</summary>
    public bool MayHaveHappened { get; set; }

    /// <summary>How long the answer says to wait; null when it says nothing.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>A text without the secrets, as they are and as they stand in an address or a form.</summary>
    public string Hide(string text) => Secrets.Append(AddressSecret)
        .Where(secret => !string.IsNullOrEmpty(secret))
        .SelectMany(secret => new[] { secret!, Uri.EscapeDataString(secret!), WebUtility.UrlEncode(secret!) })
        .Distinct()
        .OrderByDescending(form => form.Length) // One may be part of another.
        .Aggregate(text, (rest, form) => rest.Replace(form, Redaction.Mark));

    /// <summary>An address without the secrets that are in it.</summary>
    public Uri Hide(Uri address)
    {
        string path = address.GetComponents(HidesQuery ? UriComponents.Path : UriComponents.PathAndQuery, UriFormat.UriEscaped).TrimStart('/');
        string shown = string.IsNullOrEmpty(AddressSecret) ? path : path.Replace(Uri.EscapeDataString(AddressSecret!), Redaction.Mark);
        return new Uri($"{address.GetLeftPart(UriPartial.Authority)}/{shown}");
    }

    public static RequestContext Of(HttpRequestMessage request)
    {
#if NET
        return request.Options.TryGetValue(new HttpRequestOptionsKey<RequestContext>(Key), out RequestContext? context)
            ? context
            : throw new InvalidOperationException("The request has no context.");
#else
        return (RequestContext)request.Properties[Key];
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
