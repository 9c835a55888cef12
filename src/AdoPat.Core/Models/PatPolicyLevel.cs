namespace AdoPat.Models;

/// <summary>Who sets a policy.</summary>
public enum PatPolicyLevel
{
    /// <summary>The tenant, for all its organizations.</summary>
    Tenant,

    /// <summary>The organization.</summary>
    Organization,
}
