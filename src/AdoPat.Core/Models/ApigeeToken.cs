using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security;
using AdoPat.Reports;
using AdoPat.Secrets;

namespace AdoPat.Models;

/// <summary>
/// An OAuth 2.0 access token that Apigee Edge has issued. Of a token that was searched for without its details only
/// <see cref="Organization"/>, <see cref="AccessToken"/> and <see cref="Fingerprint"/> are known.
/// </summary>
public class ApigeeToken
{
    /// <summary>Makes a token.</summary>
    public ApigeeToken()
    {
    }

    /// <summary>Makes a copy.</summary>
    /// <param name="other">The token that it shall be like.</param>
    [SetsRequiredMembers]
    protected ApigeeToken(ApigeeToken other)
    {
        Organization = other.Organization;
        AccessToken = other.AccessToken;
        AppId = other.AppId;
        AppName = other.AppName;
        ClientId = other.ClientId;
        EndUserId = other.EndUserId;
        DeveloperEmail = other.DeveloperEmail;
        Scopes = other.Scopes;
        ApiProducts = other.ApiProducts;
        IssuedAt = other.IssuedAt;
        ExpiresAt = other.ExpiresAt;
        Status = other.Status;
        GrantType = other.GrantType;
        TokenType = other.TokenType;
        RefreshCount = other.RefreshCount;
        Attributes = other.Attributes;
    }

    /// <summary>The organization that has issued it.</summary>
    public required string Organization { get; init; }

    /// <summary>The value: a secret, and the only id that Apigee has for a token.</summary>
    public required SecureString AccessToken
    {
        get;
        init
        {
            field = value;
            Fingerprint = TokenFingerprint.Of(value);
        }
    }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the value. It tells tokens apart, and is no secret.</summary>
    public string Fingerprint { get; private init; } = "";

    /// <summary>The id of the app that it was issued to, a GUID in most installations; empty where it is not known.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The name of the app; empty where it is not known.</summary>
    public string AppName { get; init; } = "";

    /// <summary>The consumer key (client id) that asked for it; empty where it is not known.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The end user, as the policy's <c>AppEndUser</c> has put it in; empty where there is none.</summary>
    public string EndUserId { get; init; } = "";

    /// <summary>The e-mail address of the app's developer; empty where it is not known.</summary>
    public string DeveloperEmail { get; init; } = "";

    /// <summary>Its scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init => field = new SpaceSeparatedList<string>(value); } = new SpaceSeparatedList<string>([]);

    /// <summary>The API products that it opens.</summary>
    public IReadOnlyList<string> ApiProducts { get; init => field = new CommaSeparatedList<string>(value); } = new CommaSeparatedList<string>([]);

    /// <summary>When it was issued; null where it is not known.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it ends; null when it does not, or when that is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What has become of it.</summary>
    public ApigeeTokenStatus Status { get; init; }

    /// <summary>The grant by which it was issued, such as <c>client_credentials</c>; empty where it is not known.</summary>
    public string GrantType { get; init; } = "";

    /// <summary>The type, such as <c>BearerToken</c>; empty where it is not known.</summary>
    public string TokenType { get; init; } = "";

    /// <summary>How often it was refreshed; null where it is not known.</summary>
    public int? RefreshCount { get; init; }

    /// <summary>The custom attributes.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The same token with another status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>A copy; it has the same value.</returns>
    public ApigeeToken With(ApigeeTokenStatus status) => new(this) { Status = status };

    /// <summary>Fingerprint, app and end user, for messages.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString()
    {
        string app = AppName.Length > 0 ? AppName : AppId;
        return ReportText.Clean($"token {Fingerprint}" + (app.Length > 0 ? $" of app '{app}'" : "") + (EndUserId.Length > 0 ? $" (end user {EndUserId})" : ""));
    }
}
