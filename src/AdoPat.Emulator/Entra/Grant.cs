using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Entra;

/// <summary>What was granted at a sign-in: who, to which client, for what.</summary>
/// <param name="User">Who signed in.</param>
/// <param name="Tenant">The tenant that issues the tokens.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Scope">The scopes as they were asked for.</param>
/// <param name="HasClaims">Whether the client sent the claims of a challenge.</param>
internal sealed record Grant(User User, Tenant Tenant, string ClientId, string Scope, bool HasClaims);
