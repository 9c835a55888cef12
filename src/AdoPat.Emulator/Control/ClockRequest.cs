namespace AdoPat.Emulator.Control;

/// <summary>What is posted to <c>/_emulator/clock</c>.</summary>
/// <param name="Now">The new time: ISO 8601, or relative to the emulator's time.</param>
/// <param name="Advance">How far to go on, such as <c>+2h</c>; the same as a relative <paramref name="Now"/>.</param>
/// <param name="Reset">Go back to the machine's time first.</param>
internal sealed record ClockRequest(string? Now = null, string? Advance = null, bool Reset = false);
