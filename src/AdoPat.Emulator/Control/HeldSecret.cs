using System;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Control;

/// <summary>A secret that a service connection or a variable group holds, and which personal access token it is.</summary>
/// <param name="Kind"><c>serviceConnection</c> or <c>variableGroup</c>.</param>
/// <param name="Organization">The organization.</param>
/// <param name="Project">The project that the holder was made in.</param>
/// <param name="Id">The holder's id.</param>
/// <param name="Name">The holder's name.</param>
/// <param name="Field">The authorization parameter, or the variable.</param>
/// <param name="IsSet">Whether there is a value.</param>
/// <param name="AuthorizationId">The token whose value it is; null when it is that of none.</param>
/// <param name="Status">What became of that token.</param>
internal sealed record HeldSecret(
    string Kind, string Organization, string Project, string Id, string Name, string Field, bool IsSet, Guid? AuthorizationId, TokenStatus? Status);
