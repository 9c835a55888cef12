namespace AdoPat.Emulator.State;

/// <summary>The tenant's policies on personal access tokens. They stop creation and renewal, not use.</summary>
internal sealed class TenantPolicies
{
    /// <summary>No tokens for all organizations: <c>globalPatPolicyViolation</c>.</summary>
    public Policy RestrictGlobal { get; set; } = new();

    /// <summary>No tokens with full access (<c>app_token</c>): <c>fullScopePatPolicyViolation</c>.</summary>
    public Policy RestrictFullScope { get; set; } = new();

    /// <summary>The longest life of a token; see <see cref="Behaviour.LifespanViolation"/> for what happens beyond.</summary>
    public LifespanPolicy MaximumLifespan { get; set; } = new();

    /// <summary>A token that is found in a public repository is revoked; on unless it is switched off.</summary>
    public Policy RevokeLeaked { get; set; } = new() { Enabled = true };
}
