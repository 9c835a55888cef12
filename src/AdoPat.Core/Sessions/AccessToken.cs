using System;

namespace AdoPat.Sessions;

/// <summary>What goes into the <c>Authorization</c> header: an access token of Microsoft Entra ID for Azure DevOps, say. <see cref="ToString"/> does not show it.</summary>
public sealed class AccessToken
{
    /// <summary>Makes the value.</summary>
    /// <param name="value">The token as it goes into the <c>Authorization</c> header.</param>
    /// <param name="expiresOn">When it ends.</param>
    public AccessToken(string value, DateTimeOffset expiresOn)
    {
        Value = value;
        ExpiresOn = expiresOn;
    }

    /// <summary>The token as it goes into the <c>Authorization</c> header.</summary>
    public string Value { get; }

    /// <summary>When it ends; <see cref="DateTimeOffset.MaxValue"/> when that is not known, or never.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>The scheme of the <c>Authorization</c> header; <c>Bearer</c> unless it is said otherwise.</summary>
    public string Scheme { get; init; } = "Bearer";

    /// <summary>Says when the token ends, never what it is.</summary>
    /// <returns>A text without the secret.</returns>
    public override string ToString() => $"AccessToken (ends {ExpiresOn:u})";
}
