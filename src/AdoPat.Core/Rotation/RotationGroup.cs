using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Rotations that together replace one token of all organizations.</summary>
internal static class RotationGroup
{
    /// <summary>
    /// Whether this one is to revoke the old token: it is the last to come so far. Each has written down that it has come so
    /// far before it asks, so at least the last one sees all the others; two may, and that does no harm.
    /// </summary>
    public static bool RevokesOld(RotationRun run)
    {
        if (!run.Record.RevokesOld || run.Record.GroupId is not { } group)
        {
            return run.Record.RevokesOld;
        }

        List<RotationRecord> others = [.. run.Tools.Journal.Load()
            .Where(other => other.GroupId == group && other.RotationId != run.Record.RotationId)];
        if (others.Find(other => other.State == RotationState.Abandoned) is { } abandoned)
        {
            run.Warn($"the old token was not revoked, as there is no new one for {abandoned.Organization}: {abandoned.Reason}");
            return false;
        }

        return others.TrueForAll(other => other.State >= RotationState.RevokeDue);
    }
}
