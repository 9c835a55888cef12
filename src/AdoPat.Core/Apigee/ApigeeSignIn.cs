using System;
using System.Security;

namespace AdoPat.Apigee;

/// <summary>Where to sign in to Apigee Edge, and with what.</summary>
public sealed class ApigeeSignIn
{
    /// <summary>The organization.</summary>
    public required string Organization { get; init; }

    /// <summary>The address of the management server, with or without <c>/v1</c>; null with an emulator, or with <see cref="ProxyUri"/>.</summary>
    public Uri? ManagementUri { get; init; }

    /// <summary>The address of the proxy that stands in for the management server on Apigee X and hybrid, up to <c>/oauth2/revoke</c>; else null.</summary>
    public Uri? ProxyUri { get; init; }

    /// <summary>The address of the sign-in server (SAML, LDAP), up to <c>/oauth/token</c>; null when there is none.</summary>
    public Uri? SsoUri { get; init; }

    /// <summary>How the servers may be reached.</summary>
    public ApigeeServers Servers { get; init; } = new();

    /// <summary>The e-mail address of the user; null when what is given says who it is.</summary>
    public string? UserName { get; init; }

    /// <summary>The password of the user.</summary>
    public SecureString? Password { get; init; }

    /// <summary>The code of the user's second factor.</summary>
    public string? MfaToken { get; init; }

    /// <summary>A one-time code of the sign-in server's page <c>/passcode</c>.</summary>
    public SecureString? Passcode { get; init; }

    /// <summary>A refresh token of the sign-in server.</summary>
    public SecureString? RefreshToken { get; init; }

    /// <summary>An access token from elsewhere.</summary>
    public SecureString? AccessToken { get; init; }

    /// <summary>The clock of the session.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
