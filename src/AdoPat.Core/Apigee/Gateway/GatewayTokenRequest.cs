using System;
using System.Security;

namespace AdoPat.Apigee.Gateway;

/// <summary>A request for a token, to an API proxy that issues some.</summary>
public sealed class GatewayTokenRequest
{
    /// <summary>The address of the token endpoint. A query that it has is sent along.</summary>
    public required Uri Address { get; init; }

    /// <summary>How the gateway may be reached.</summary>
    public ApigeeServers Servers { get; init; } = new();

    /// <summary>The consumer key (client id) of the app.</summary>
    public required string ClientId { get; init; }

    /// <summary>The consumer secret of the app.</summary>
    public required SecureString ClientSecret { get; init; }

    /// <summary>The user whose password is given, for the grant <c>password</c>; null for <c>client_credentials</c>.</summary>
    public string? UserName { get; init; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    public SecureString? Password { get; init; }

    /// <summary>The end user whom the token is to have; null for none.</summary>
    public string? EndUserId { get; init; }

    /// <summary>Where the policy looks for the end user.</summary>
    public EndUserPlace EndUserIn { get; init; }

    /// <summary>The name of the header or parameter with the end user.</summary>
    public string EndUserParameter { get; init; } = "appuserID";

    /// <summary>Whether the token is given as text too.</summary>
    public bool AsPlainText { get; init; }
}
