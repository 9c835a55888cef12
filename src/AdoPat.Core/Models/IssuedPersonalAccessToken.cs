using System.Security;

namespace AdoPat.Models;

/// <summary>A token that was just created, with its secret. No service call returns the secret again.</summary>
public sealed class IssuedPersonalAccessToken : PersonalAccessToken
{
    /// <summary>The secret.</summary>
    public required SecureString Token { get; init; }

    /// <summary>The secret as text; null unless it was asked for.</summary>
    public string? PlainTextToken { get; init; }
}
