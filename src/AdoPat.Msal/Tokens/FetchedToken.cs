using AdoPat.Sessions;

namespace AdoPat.Msal.Tokens;

/// <summary>An access token as it comes from MSAL.</summary>
/// <param name="Token">The token.</param>
/// <param name="IsNew">True when Entra ID issued it just now; false when it comes from the token cache.</param>
internal sealed record FetchedToken(AccessToken Token, bool IsNew);
