namespace AdoPat.Models;

/// <summary>What happened to a token, or to an SSH key.</summary>
public enum AdoPatEventKind
{
    /// <summary>Something about a token that AdoPat does not know; <see cref="AdoPatEvent.Action"/> says what.</summary>
    Other,

    /// <summary>A token was created.</summary>
    Created,

    /// <summary>A token was changed or extended.</summary>
    Updated,

    /// <summary>A token was revoked by its owner or an administrator.</summary>
    Revoked,

    /// <summary>A token has come to its end.</summary>
    Expired,

    /// <summary>A token was found in a public place.</summary>
    Leaked,

    /// <summary>A token was revoked by the service.</summary>
    SystemRevoked,

    /// <summary>An SSH key was added.</summary>
    SshKeyCreated,

    /// <summary>An SSH key was changed.</summary>
    SshKeyUpdated,

    /// <summary>An SSH key was removed.</summary>
    SshKeyRevoked,
}
