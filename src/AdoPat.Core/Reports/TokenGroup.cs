namespace AdoPat.Reports;

/// <summary>The tokens of one organization or one owner, counted.</summary>
internal sealed record TokenGroup(string Name, TokenCounts Counts);
