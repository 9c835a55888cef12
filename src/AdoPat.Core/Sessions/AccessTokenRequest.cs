namespace AdoPat.Sessions;

/// <summary>Which access token is wanted.</summary>
public sealed class AccessTokenRequest
{
    /// <summary>The tenant of the organization that will be called, a GUID; null for the tenant of the sign-in.</summary>
    public string? TenantId { get; init; }

    /// <summary>The claims challenge of the service (<c>WWW-Authenticate: … claims="…"</c>), decoded to JSON; null for none.</summary>
    public string? Claims { get; init; }

    /// <summary>
    /// The token that the service has just refused; a new one is fetched only when the current one is still the same,
    /// so that many waiting requests cause one refresh.
    /// </summary>
    public AccessToken? Refused { get; init; }
}
