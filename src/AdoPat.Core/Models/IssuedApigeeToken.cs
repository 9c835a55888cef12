using System;
using System.Diagnostics.CodeAnalysis;
using System.Security;

namespace AdoPat.Models;

/// <summary>A token that Apigee Edge has just issued, with the refresh token that came along.</summary>
public sealed class IssuedApigeeToken : ApigeeToken
{
    /// <summary>Makes the token.</summary>
    /// <param name="token">What is known of it.</param>
    [SetsRequiredMembers]
    public IssuedApigeeToken(ApigeeToken token)
        : base(token)
    {
    }

    /// <summary>The refresh token, a secret; null when none came.</summary>
    public SecureString? RefreshToken { get; init; }

    /// <summary>When the refresh token ends; null when it does not, or when that is not known.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    /// <summary>The access token as text; null unless it was asked for.</summary>
    public string? PlainTextToken { get; init; }
}
