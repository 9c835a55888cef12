namespace AdoPat.Benchmarks.Bare;

/// <summary>A page of a list; the continuation is empty on the last one.</summary>
internal sealed record TokenPage(string ContinuationToken, Token[] PatTokens);
