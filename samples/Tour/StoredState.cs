using System.Collections.Generic;

namespace AdoPat.Tour;

/// <summary>What the tour reads of <c>/_emulator/state</c>.</summary>
internal sealed record StoredState(IReadOnlyList<StoredToken> Tokens);
