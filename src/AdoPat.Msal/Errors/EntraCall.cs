using System;
using AdoPat.Sessions;

namespace AdoPat.Msal.Errors;

/// <summary>Which call to Entra ID failed: what a message about it has to name.</summary>
/// <param name="Method">How the user was to be signed in; <see cref="SignInMethod.Cache"/> for everything without a prompt.</param>
/// <param name="Account">The user, when known.</param>
/// <param name="Tenant">The tenant as it was asked for.</param>
/// <param name="ClientId">The application (client) id.</param>
/// <param name="Authority">The address of Entra ID.</param>
internal sealed record EntraCall(SignInMethod Method, string? Account, string Tenant, string ClientId, Uri Authority);
