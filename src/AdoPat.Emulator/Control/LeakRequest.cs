using System;

namespace AdoPat.Emulator.Control;

/// <summary>What is posted to <c>/_emulator/leaks</c>.</summary>
/// <param name="AuthorizationId">The token that was found in public.</param>
internal sealed record LeakRequest(Guid AuthorizationId);
