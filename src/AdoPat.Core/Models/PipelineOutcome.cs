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

    /// <summary>
    /// The tokens whose change was sent without an answer coming back. Piped into <c>Get-AdoPat</c>, they tell what has become of them.
    /// Of those that were given by their ids, only id and organization are known.
    /// </summary>
    public IReadOnlyList<PersonalAccessToken> Unknown { get; init; } = [];

    /// <summary>
    /// The tokens that were begun with, and given up before the service could change anything: they can be piped into the cmdlet
    /// again. What came after them was not begun with.
    /// </summary>
    public IReadOnlyList<PersonalAccessToken> NotDone { get; init; } = [];

    /// <summary>How many are in each list.</summary>
    /// <returns>A text such as <c>137 done, 1 unknown, 2 not done</c>.</returns>
    public override string ToString() => $"{Done.Count} done, {Unknown.Count} unknown, {NotDone.Count} not done";
}
