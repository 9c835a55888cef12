using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>What was done with tokens of Apigee Edge: one by one, or with all of an end user or an app.</summary>
internal sealed class ApigeeLedger(string noun) : WorkLedger<ApigeeTarget>(noun, "accepted by the server")
{
    private readonly List<string> _done = [];

    protected override void NoteDone(ApigeeTarget target) => _done.Add(target.ToString());

    protected override object OutcomeOf(IReadOnlyList<ApigeeTarget> unknown, IReadOnlyList<ApigeeTarget> notDone) => new ApigeePipelineOutcome
    {
        Done = [.. _done],
        Unknown = [.. unknown.Select(target => target.Item)],
        NotDone = [.. notDone.Select(target => target.Item)],
    };

    protected override string WaysToTell(IReadOnlyList<ApigeeTarget> targets) => "Get-ApigeeToken tells the Status of tokens";
}
