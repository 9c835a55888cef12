namespace AdoPat.Models;

/// <summary>What has become of an access token of Apigee Edge.</summary>
public enum ApigeeTokenStatus
{
    /// <summary>It was not asked for, or the server did not say it.</summary>
    Unknown,

    /// <summary>It can be used.</summary>
    Approved,

    /// <summary>It was revoked. It can be approved again until it ends.</summary>
    Revoked,

    /// <summary>Its end has passed.</summary>
    Expired,
}
