using System.Collections.Generic;

namespace AdoPat.Models;

/// <summary>
/// How far a pipeline came that worked on tokens of Apigee Edge and ended early. It is the target object of the error that ended it,
/// so that a script can go on where it stopped.
/// </summary>
public sealed class ApigeePipelineOutcome
{
    /// <summary>What the server has confirmed, in the order of its answers: tokens by their fingerprints, end users and apps.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>What was sent without an answer coming back: the tokens, or whatever stood for their end user or app. <c>Get-ApigeeToken</c> takes it.</summary>
    public IReadOnlyList<object> Unknown { get; init; } = [];

    /// <summary>What was begun with, and given up before the server could change anything: it can be piped into the cmdlet again.</summary>
    public IReadOnlyList<object> NotDone { get; init; } = [];

    /// <summary>How many are in each list.</summary>
    /// <returns>A text such as <c>137 done, 1 unknown, 2 not done</c>.</returns>
    public override string ToString() => $"{Done.Count} done, {Unknown.Count} unknown, {NotDone.Count} not done";
}
