namespace AdoPat.Sessions;

/// <summary>Where the refresh token of a sign-in is kept between processes.</summary>
public enum TokenCacheKind
{
    /// <summary>
    /// The operating system's protected store: DPAPI on Windows, Keychain on macOS, the Secret Service (libsecret) on
    /// Linux. Where there is none, memory is used and one warning says so.
    /// </summary>
    Protected,

    /// <summary>The memory of this process only.</summary>
    Memory,

    /// <summary>A file that only its owner may read, not encrypted. Never chosen unless asked for.</summary>
    PlainText,
}
