using System;

namespace AdoPat.Emulator.State;

/// <summary>A refresh token that Entra ID has issued.</summary>
internal sealed class RefreshToken
{
    /// <summary>The value.</summary>
    public required string Token { get; set; }

    /// <summary>The user's UPN.</summary>
    public required string User { get; set; }

    /// <summary>The client it was issued to.</summary>
    public required string ClientId { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime Issued { get; set; }

    /// <summary>It is refused with AADSTS700082.</summary>
    public bool Expired { get; set; }
}
