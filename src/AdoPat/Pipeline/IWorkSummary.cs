namespace AdoPat.Pipeline;

/// <summary>What a cmdlet has done so far, for whoever cut it off.</summary>
internal interface IWorkSummary
{
    /// <summary>A summary in sentences; null when nothing was begun.</summary>
    string? Summarize();

    /// <summary>The same as an object, for a script that goes on from there.</summary>
    object Outcome();
}
