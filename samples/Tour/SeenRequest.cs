namespace AdoPat.Tour;

/// <summary>What the tour reads of a request in <c>/_emulator/requests</c>.</summary>
internal sealed record SeenRequest(string Method, string Host, string Path, int Status, string? GrantType);
