using System;

namespace AdoPat.Emulator.Entra;

/// <summary>A sign-in that waits for somebody on another device.</summary>
internal sealed class DeviceCode
{
    public required string Code { get; init; }

    /// <summary>What the person types.</summary>
    public required string UserCode { get; init; }

    public required string ClientId { get; init; }

    public required string Tenant { get; init; }

    public required string Scope { get; init; }

    public bool HasClaims { get; init; }

    /// <summary>Its end, UTC.</summary>
    public DateTime Expires { get; init; }

    /// <summary>Set when somebody has signed in.</summary>
    public Grant? Grant { get; set; }

    /// <summary>Set when somebody has declined.</summary>
    public bool Declined { get; set; }
}
