using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Propagated to Verified: the new token is proven to work before anything is revoked.</summary>
internal static class VerificationStep
{
    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        if (!run.Record.SkipVerification)
        {
            switch (await SecretRecovery.RunAsync(run, cancellationToken).ConfigureAwait(false))
            {
                case RecoveredSecret.Gone:
                    return run.StartAgain();
                case RecoveredSecret.Unknown:
                    return false;
            }

            if (!run.Record.Destinations.TrueForAll(destination => destination.IsWritten))
            {
                // Somebody has changed a destination meanwhile.
                run.Enter(RotationState.Stored);
                return true;
            }

            try
            {
                await run.VerifyAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (AdoPatException failure) when (!failure.EndsSession)
            {
                if (!await IsStillThereAsync(run, cancellationToken).ConfigureAwait(false))
                {
                    run.StartAgain();
                }

                return run.Stop(failure);
            }

            if (await FindLostAsync(run, cancellationToken).ConfigureAwait(false) is { } lost)
            {
                return run.Stop(lost);
            }
        }

        // What comes next is written down together with this.
        run.Record.State = RotationState.Verified;
        return true;
    }

    // Two destinations may be one place, in a way that nobody could know: then the last secret is there only.
    private static async Task<AdoPatException?> FindLostAsync(RotationRun run, CancellationToken cancellationToken)
    {
        for (int index = 0; index < run.Record.Destinations.Count; index++)
        {
            try
            {
                if (run.Open(index) is not { CanRead: true } destination || await SecretRecovery.HoldsAsync(run.Record, destination, cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                run.Record.Destinations[index].IsWritten = false; // The next try writes it again.
                return destination.Description.Failed("it took the new secret, and holds another now: somebody else writes to the same place. Give each token a place of its own.");
            }
            catch (AdoPatException unreadable) when (!unreadable.EndsSession)
            {
                // It was written, and what cannot be opened now, such as a script that was not given again, cannot be read either.
            }
        }

        return null;
    }

    // One that was revoked meanwhile will never work: the next try is made with another.
    private static async Task<bool> IsStillThereAsync(RotationRun run, CancellationToken cancellationToken)
    {
        try
        {
            return (await run.Tools.Lists.ActiveAsync(run.Record.Organization, cancellationToken).ConfigureAwait(false)).ContainsKey(run.Record.NewId!.Value);
        }
        catch (AdoPatException unknown) when (!unknown.EndsSession)
        {
            return true;
        }
    }
}
