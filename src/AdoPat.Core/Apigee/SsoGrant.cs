using System.Security;
using AdoPat.Sessions;

namespace AdoPat.Apigee;

/// <summary>What the sign-in server gives.</summary>
/// <param name="Token">The access token.</param>
/// <param name="RefreshToken">What the next one is got with; null when none came.</param>
internal sealed record SsoGrant(AccessToken Token, SecureString? RefreshToken);
