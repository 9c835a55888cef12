using System.Threading;
using System.Threading.Tasks;
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
                await Verification.RunAsync(run, cancellationToken).ConfigureAwait(false);
            }
            catch (AdoPatException failure) when (!failure.EndsSession)
            {
                return await IsStillThereAsync(run, cancellationToken).ConfigureAwait(false) ? run.Stop(failure) : run.StartAgain() && run.Stop(failure);
            }
        }

        // What comes next is written down together with this.
        run.Record.State = RotationState.Verified;
        return true;
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
