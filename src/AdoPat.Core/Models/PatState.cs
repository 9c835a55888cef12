namespace AdoPat.Models;

/// <summary>What has become of a token.</summary>
public enum PatState
{
    /// <summary>It can be used: neither revoked nor expired.</summary>
    Active,

    /// <summary>Its end has passed.</summary>
    Expired,

    /// <summary>It was revoked by its owner, an administrator or the service.</summary>
    Revoked,
}
