namespace AdoPat.Parameters;

/// <summary>Which tokens Get-AdoPat lists.</summary>
public enum PatStateFilter
{
    /// <summary>Neither revoked nor expired.</summary>
    Active,

    /// <summary>Whose end has passed. The service keeps them for some months.</summary>
    Expired,

    /// <summary>Revoked. The service keeps them for some months.</summary>
    Revoked,

    /// <summary>All of these.</summary>
    All,
}
