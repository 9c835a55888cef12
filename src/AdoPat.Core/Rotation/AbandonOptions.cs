namespace AdoPat.Rotation;

/// <summary>What is kept when a rotation is given up.</summary>
public sealed class AbandonOptions
{
    /// <summary>True to keep the new token, which a destination must hold, and to revoke nothing; else it is revoked, and the old one kept.</summary>
    public bool KeepNew { get; init; }

    /// <summary>True to revoke the new token although the old one is gone, so that no token is left.</summary>
    public bool RevokeLast { get; init; }
}
