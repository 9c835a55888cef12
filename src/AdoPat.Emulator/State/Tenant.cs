using System;

namespace AdoPat.Emulator.State;

/// <summary>A Microsoft Entra ID tenant.</summary>
internal sealed class Tenant
{
    /// <summary>The tenant id; made from the domain when it is not given.</summary>
    public Guid Id { get; set; }

    /// <summary>The domain name, which authorities can name instead of the id.</summary>
    public required string Domain { get; set; }

    /// <summary>What the tenant forbids its users' tokens.</summary>
    public TenantPolicies Policies { get; set; } = new();
}
