using System;
using System.Collections.Generic;

namespace AdoPat.Models;

/// <summary>
/// How far a pipeline came that ended early. It is the target object of the error that ended it, so that a script can
/// go on where it stopped.
/// </summary>
public sealed class PipelineOutcome
{
    /// <summary>The ids of the tokens whose change the service has confirmed, in the order of its answers.</summary>
    public IReadOnlyList<Guid> Done { get; init; } = [];

    /// <summary>The ids of the tokens whose change was sent without an answer coming back.</summary>
    public IReadOnlyList<Guid> Unknown { get; init; } = [];

    /// <summary>
    /// The ids of the tokens that were begun with, and given up before the service could change anything. What came after them
    /// was not begun with.
    /// </summary>
    public IReadOnlyList<Guid> NotDone { get; init; } = [];

    /// <summary>How many are in each list.</summary>
    /// <returns>A text such as <c>137 done, 1 unknown, 2 not done</c>.</returns>
    public override string ToString() => $"{Done.Count} done, {Unknown.Count} unknown, {NotDone.Count} not done";
}
