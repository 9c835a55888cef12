namespace AdoPat.Sessions;

/// <summary>How a user was, or is to be, signed in.</summary>
public enum SignInMethod
{
    /// <summary>From the token cache, without a prompt.</summary>
    Cache,

    /// <summary>The system's web browser (authorization code with PKCE, answered to a loopback address).</summary>
    Browser,

    /// <summary>A code that is typed on another screen (device authorization grant, RFC 8628).</summary>
    DeviceCode,

    /// <summary>The operating system's account broker: Web Account Manager (WAM) on Windows.</summary>
    Broker,

    /// <summary>An access token from elsewhere; it is not refreshed.</summary>
    AccessToken,
}
