using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Rotations that together replace one token of all organizations. That one has the same id in each of them.</summary>
internal static class RotationGroup
{
    /// <summary>
    /// Whether this one is to revoke the old token: every organization has come so far. Each rotation has written down that it
    /// has come so far before it asks, so at least the last one sees all the others; two may, and that does no harm.
    /// </summary>
    public static bool RevokesOld(RotationRun run)
    {
        RotationRecord record = run.Record;
        if (!record.RevokesOld)
        {
            return false;
        }

        List<RotationRecord> others = [.. run.Tools.Journal.Load().Where(other => other.RotationId != record.RotationId && other.OldId == record.OldId
            && other.Endpoint == record.Endpoint && string.Equals(other.Account, record.Account, StringComparison.OrdinalIgnoreCase))];
        if (record.GroupOrganizations.Find(target => !Is(record, target) && !others.Exists(other => Is(other, target) && other.State != RotationState.Abandoned)) is { } missing)
        {
            string reason = others.FindLast(other => Is(other, missing)) is { Reason: { } why } ? ": " + why : ".";
            run.Warn(
                $"the old token was not revoked, as there is no new one for {missing}{reason} "
                + $"Run Invoke-AdoPatRotation for it again with -TargetOrganization {string.Join(", ", record.GroupOrganizations)}: an organization that has its new one keeps it.");
            return false;
        }

        return others.TrueForAll(other => other.IsClosed || other.State == RotationState.RevokeDue);
    }

    private static bool Is(RotationRecord record, string organization) => string.Equals(record.Organization, organization, StringComparison.OrdinalIgnoreCase);
}
