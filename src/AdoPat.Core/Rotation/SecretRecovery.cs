using System.Collections.Generic;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Gets the new secret back after a restart: from the first destination that holds it.</summary>
internal static class SecretRecovery
{
    /// <summary>Looks for the secret, unless it is known. Marks which destinations were seen to hold it, and which not.</summary>
    public static async Task<RecoveredSecret> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        AdoPatException? unreadable = null;
        List<DestinationRecord> destinations = run.Record.Destinations;
        for (int index = 0; index < destinations.Count && run.New is null; index++)
        {
            try
            {
                IDestination destination = run.Open(index);
                if (destination.CanRead)
                {
                    await ReadAsync(run, destination, destinations[index], cancellationToken).ConfigureAwait(false);
                }
            }
            catch (AdoPatException failure) when (!failure.EndsSession)
            {
                unreadable ??= failure;
            }
        }

        if (run.New is null && unreadable is not null)
        {
            run.Stop(unreadable);
            return RecoveredSecret.Unknown;
        }

        return run.New is null ? RecoveredSecret.Gone : RecoveredSecret.Found;
    }

    /// <summary>Whether a destination holds the new secret.</summary>
    public static async Task<bool> HoldsAsync(RotationRecord record, IDestination destination, CancellationToken cancellationToken)
    {
        using SecureString? held = await destination.ReadAsync(cancellationToken).ConfigureAwait(false);
        return held is not null && SecretFingerprint.Of(record.RotationId, held) == record.Fingerprint;
    }

    private static async Task ReadAsync(RotationRun run, IDestination destination, DestinationRecord place, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        SecureString? held = await destination.ReadAsync(cancellationToken).ConfigureAwait(false);
        place.IsWritten = held is not null && SecretFingerprint.Of(record.RotationId, held) == record.Fingerprint;
        if (!place.IsWritten)
        {
            held?.Dispose();
            return;
        }

        run.New = new IssuedPersonalAccessToken
        {
            Name = record.Name,
            Organization = record.Organization,
            State = PatState.Active,
            Scope = record.Scope,
            AuthorizationId = record.NewId!.Value,
            ValidFrom = record.NewValidFrom ?? default,
            ValidTo = record.NewValidTo ?? default,
            Token = held!,
        };
    }
}
