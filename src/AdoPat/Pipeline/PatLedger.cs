using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>What was done with personal access tokens.</summary>
internal sealed class PatLedger(string doneVerb) : WorkLedger<PatTarget>("token", doneVerb)
{
    private readonly List<Guid> _done = [];

    protected override void NoteDone(PatTarget target) => _done.Add(target.AuthorizationId);

    protected override object OutcomeOf(IReadOnlyList<PatTarget> unknown, IReadOnlyList<PatTarget> notDone) => new PipelineOutcome
    {
        Done = [.. _done],
        Unknown = [.. unknown.Select(target => target.AsToken())],
        NotDone = [.. notDone.Select(target => target.AsToken())],
    };

    // The own list knows nothing of the tokens of others: there they would seem to be revoked.
    protected override string WaysToTell(IReadOnlyList<PatTarget> targets)
    {
        IEnumerable<string> ofOthers = targets
            .Where(target => target.Token is { Owner: not null })
            .GroupBy(target => target.Organization, StringComparer.OrdinalIgnoreCase)
            .Select(OfOthers);
        IEnumerable<string> own = targets.Any(target => target.Token is not { Owner: not null }) ? ["Get-AdoPat -AuthorizationId tells"] : [];
        return string.Join("; ", own.Concat(ofOthers));
    }

    private static string OfOthers(IGrouping<string, PatTarget> targets)
    {
        List<string> owners = [.. targets.Select(target => target.Token!.Owner!.Descriptor).Distinct()];
        string keys = targets.Any(target => target.Token!.IsSshKey) ? " -IncludeSshKeys" : "";
        string rest = owners.Count > MostNamed ? $", and so on for {owners.Count - MostNamed} more users" : "";
        return $"Get-AdoPat -Organization {targets.Key} -State All{keys} -User {string.Join(", ", owners.Take(MostNamed))} tells what is active{rest}";
    }
}
