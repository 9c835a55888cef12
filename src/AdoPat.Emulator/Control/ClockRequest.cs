namespace AdoPat.Emulator.Control;

/// <summary>What is posted to <c>/_emulator/clock</c>.</summary>
/// <param name="Now">The new time: an ISO 8601 date, or how far to move, such as <c>+2h</c> or <c>-1d</c>.</param>
/// <param name="Reset">Go back to the machine's time first.</param>
internal sealed record ClockRequest(string? Now = null, bool Reset = false);
