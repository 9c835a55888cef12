using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>What the journal says against beginning a rotation.</summary>
internal static class RotationConflicts
{
    /// <summary>Checks a plan.</summary>
    /// <param name="plan">The plan, whose old token is locked.</param>
    /// <param name="journal">The rotations of the same user and service.</param>
    /// <returns><see cref="ErrorIds.RotationIncomplete"/>: it must not be begun; null when it may.</returns>
    public static AdoPatException? Find(RotationPlan plan, IEnumerable<RotationRecord> journal)
    {
        if (plan.Old is not { } old)
        {
            return null;
        }

        foreach (RotationRecord record in journal.Where(
            record => string.Equals(record.Organization, plan.Organization, StringComparison.OrdinalIgnoreCase)))
        {
            if (record.OldId == old.AuthorizationId && record.State == RotationState.Done)
            {
                return Refuse(plan, $"was rotated already, at {record.Changed:u}: the new one is {record.NewId}.");
            }

            // Whoever finishes that one would write its secret over the one that is made now.
            if (!record.IsClosed && record.State != RotationState.RevokeDue && (record.NewId == old.AuthorizationId || OrphanRule.Fits(record, old)))
            {
                return Refuse(plan, $"is the new one of the rotation {record.RotationId}, which has not come to its end. Run Resume-AdoPatRotation first.");
            }
        }

        return null;
    }

    private static AdoPatException Refuse(RotationPlan plan, string why) => new(
        ErrorIds.RotationIncomplete, $"The token '{plan.Name}' ({plan.Old!.AuthorizationId}) of {plan.Organization} {why} Nothing was done.");
}
