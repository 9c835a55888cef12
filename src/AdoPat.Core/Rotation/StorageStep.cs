using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Rotation;

/// <summary>Created to Stored: the new secret gets its first home, or the new token is taken back.</summary>
internal static class StorageStep
{
    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        if (run.New is null)
        {
            return await GoOnAsync(run, cancellationToken).ConfigureAwait(false);
        }

        IDestination primary = run.Open(0);
        run.Doing($"writing the secret to {primary.Description}");
        try
        {
            await primary.WriteAsync(run.New, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return await TakeBackAsync(run, primary, failure, cancellationToken).ConfigureAwait(false);
        }

        run.Record.Destinations[0].IsWritten = true;
        EnterStored(run);
        return true;
    }

    // Nobody knows whether the write was done; what the primary holds tells.
    private static async Task<bool> GoOnAsync(RotationRun run, CancellationToken cancellationToken)
    {
        switch (await SecretRecovery.RunAsync(run, cancellationToken).ConfigureAwait(false))
        {
            case RecoveredSecret.Found:
                EnterStored(run);
                return true;
            case RecoveredSecret.Gone:
                return run.StartAgain();
            default:
                return false;
        }
    }

    // Where it is the only one, every destination has been written. Nothing is changed before the next entry: that saves a
    // wait for the disk.
    private static void EnterStored(RotationRun run)
    {
        if (run.IsToldByPrimary)
        {
            run.Record.State = RotationState.Propagated;
        }
        else
        {
            run.Enter(run.Record.Destinations.Count > 1 ? RotationState.Stored : RotationState.Propagated);
        }
    }

    private static async Task<bool> TakeBackAsync(
        RotationRun run, IDestination primary, AdoPatException failure, CancellationToken cancellationToken)
    {
        run.Record.Destinations[0].Error = Redaction.Redact(failure.Message);
        try
        {
            if (!await IsTakenBackAsync(run, primary, failure, cancellationToken).ConfigureAwait(false))
            {
                return run.Stop(failure);
            }

            run.Doing("revoking the new token");
            await Revocation.RunAsync(run, run.Record.NewId!.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException second) when (!second.EndsSession)
        {
            return run.Stop(failure.WithMessage($"{failure.Message} Taking it back failed too: {second.Message}"));
        }

        return run.GiveUp(failure);
    }

    private static async Task<bool> IsTakenBackAsync(
        RotationRun run, IDestination primary, AdoPatException failure, CancellationToken cancellationToken)
    {
        if (!primary.CanRead)
        {
            // An answer that refused it says that nothing was written; else only the destination itself can know.
            return (failure.StatusCode is not null && !failure.IsOutcomeUnknown)
                || await primary.UndoAsync(run.Previous, cancellationToken).ConfigureAwait(false);
        }

        run.Doing($"putting back what {primary.Description} held");
        return await primary.UndoAsync(run.Previous, cancellationToken).ConfigureAwait(false)
            && !await SecretRecovery.HoldsAsync(run.Record, primary, cancellationToken).ConfigureAwait(false);
    }
}
