namespace AdoPat.Models;

/// <summary>How far a rotation has come. The journal says so before the next thing is done.</summary>
public enum RotationState
{
    /// <summary>Nothing was done yet.</summary>
    Planned,

    /// <summary>The new token is being created; if the answer was lost, it may be there without anybody knowing its secret.</summary>
    Creating,

    /// <summary>The new token is there, its secret only in memory, or on its way to the first destination.</summary>
    Created,

    /// <summary>There is no destination, and the result with the secret is being handed to the pipeline.</summary>
    Delivering,

    /// <summary>The first destination holds the new secret.</summary>
    Stored,

    /// <summary>Every destination holds the new secret.</summary>
    Propagated,

    /// <summary>The service has accepted the new token.</summary>
    Verified,

    /// <summary>The old token is to be revoked, now or at a set time.</summary>
    RevokeDue,

    /// <summary>It has come to its end: one token is left.</summary>
    Done,

    /// <summary>It was given up and taken back: the old token is as it was.</summary>
    Abandoned,
}
