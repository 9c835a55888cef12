using System;

namespace AdoPat.Emulator.Entra;

/// <summary>A code of the authorization code flow, which can be spent once.</summary>
/// <param name="Grant">What it is good for.</param>
/// <param name="RedirectUri">The address that it was sent to.</param>
/// <param name="Challenge">The PKCE challenge; null when the client sent none.</param>
/// <param name="ChallengeMethod"><c>S256</c> or <c>plain</c>.</param>
/// <param name="Nonce">For the id token.</param>
/// <param name="Expires">Its end, UTC.</param>
internal sealed record AuthorizationCode(
    Grant Grant, string RedirectUri, string? Challenge, string ChallengeMethod, string? Nonce, DateTime Expires);
