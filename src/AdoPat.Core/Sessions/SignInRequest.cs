using System;

namespace AdoPat.Sessions;

/// <summary>What is needed to sign a user in.</summary>
public sealed record SignInRequest
{
    /// <summary>
    /// The public client used when none is named: Visual Studio's, which azureauth and Git Credential Manager use
    /// too, and which is proven to reach the PAT lifecycle API.
    /// </summary>
    public const string DefaultClientId = "872cd9fa-d31f-45e0-9eab-6e460a02d1f1";

    /// <summary>The tenant used when none is named: any organizational account.</summary>
    public const string AnyTenant = "organizations";

    /// <summary>How long a sign-in may take when nothing else is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The service addresses; its authority is the one that signs in.</summary>
    public ServiceEndpoints Endpoints { get; init; } = ServiceEndpoints.AzureDevOps;

    /// <summary>The application (client) id of a public client.</summary>
    public string ClientId { get; init; } = DefaultClientId;

    /// <summary>The tenant: a GUID, a domain name, or <c>organizations</c>.</summary>
    public string Tenant { get; init; } = AnyTenant;

    /// <summary>The user name (UPN) to sign in; null lets the user choose, or takes the one account in the cache.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// <see cref="SignInMethod.Browser"/>, <see cref="SignInMethod.DeviceCode"/> or <see cref="SignInMethod.Broker"/> to
    /// allow only that one after the cache; null to choose what fits this machine.
    /// </summary>
    public SignInMethod? Method { get; init; }

    /// <summary>True to use the cache only and never prompt.</summary>
    public bool NonInteractive { get; init; }

    /// <summary>The longest time the whole sign-in may take, prompts included.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Where refresh tokens are kept.</summary>
    public TokenCacheKind TokenCache { get; init; }

    /// <summary>A folder for the token cache; null for the user's own local application data.</summary>
    public string? TokenCacheDirectory { get; init; }
}
