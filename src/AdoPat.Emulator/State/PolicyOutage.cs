namespace AdoPat.Emulator.State;

/// <summary>Policies that cannot be read at the moment.</summary>
internal enum PolicyOutage
{
    None,

    /// <summary><c>failedToReadTenantPolicy</c>.</summary>
    Tenant,

    /// <summary><c>failedToReadOrgPolicy</c>.</summary>
    Organization,
}
