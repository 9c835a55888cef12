using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>
/// Delivering, after a restart: nobody can know whether the result was taken. Only the user can: by revoking the one token
/// or the other.
/// </summary>
internal static class DoubtfulDeliveryStep
{
    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        try
        {
            IReadOnlyDictionary<Guid, PersonalAccessToken> active =
                await run.Tools.Lists.ActiveAsync(record.Organization, cancellationToken).ConfigureAwait(false);
            if (!active.ContainsKey(record.NewId!.Value))
            {
                return run.GiveUp(new AdoPatException(ErrorIds.RotationIncomplete, $"The new token {record.NewId} was revoked or has ended."));
            }

            // One that has only expired says nothing about who has the new secret.
            if (record.OldId is { } old && !active.ContainsKey(old)
                && await run.Tools.Lists.IsRevokedAsync(record.Organization, old, cancellationToken).ConfigureAwait(false))
            {
                run.Enter(RotationState.Done);
                return true;
            }
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return run.Stop(failure);
        }

        return run.Stop(new AdoPatException(ErrorIds.RotationIncomplete, Question(record)));
    }

    private static string Question(RotationRecord record)
    {
        string revoke = $"Revoke-AdoPat -Organization {record.Organization} -AuthorizationId ";
        string keep = record.OldId is { } old ? $"If somebody has it: {revoke}{old}. " : "If somebody has it, keep it. ";
        return $"It was cut off while the new secret was handed over, and only you can tell whether anybody has it. {keep}If nobody has it: {revoke}{record.NewId}.";
    }
}
