using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Created to Verified where there is no destination: the secret is only on the result, which somebody must take.</summary>
internal static class DeliveryStep
{
    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        if (run.New is null)
        {
            return await TakeBackAsync(
                run, new AdoPatException(ErrorIds.RotationIncomplete, "It was cut off before the new secret was handed over, so nobody has it. Rotate the token again."), cancellationToken)
                .ConfigureAwait(false);
        }

        try
        {
            if (!run.Record.SkipVerification)
            {
                await run.VerifyAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return await TakeBackAsync(run, failure, cancellationToken).ConfigureAwait(false);
        }

        run.Enter(RotationState.Delivering);
        run.Doing("handing over the new secret");
        try
        {
            await run.DeliverAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody was given it, so there is no doubt: it is taken back later.
            run.Enter(RotationState.Created);
            throw;
        }

        // What comes next is written down together with this.
        run.Record.State = RotationState.Verified;
        return true;
    }

    private static async Task<bool> TakeBackAsync(RotationRun run, AdoPatException why, CancellationToken cancellationToken)
    {
        try
        {
            run.Doing("revoking the new token");
            await Revocation.RunAsync(run, run.Record.NewId!.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return run.Stop(why.WithMessage($"{why.Message} Revoking the new token failed too: {failure.Message}"));
        }

        return run.GiveUp(why);
    }
}
