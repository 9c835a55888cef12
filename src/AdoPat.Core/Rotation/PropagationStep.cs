using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Rotation;

/// <summary>Stored to Propagated: the other destinations, in their order. One that fails does not keep the rest from it.</summary>
internal static class PropagationStep
{
    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        switch (await SecretRecovery.RunAsync(run, cancellationToken).ConfigureAwait(false))
        {
            case RecoveredSecret.Gone:
                return run.StartAgain();
            case RecoveredSecret.Unknown:
                return false;
        }

        AdoPatException? failure = null;
        for (int index = 0; index < run.Record.Destinations.Count; index++)
        {
            failure = await WriteAsync(run, index, cancellationToken).ConfigureAwait(false) ?? failure;
        }

        if (failure is not null)
        {
            return run.Stop(failure);
        }

        run.Enter(RotationState.Propagated);
        return true;
    }

    private static async Task<AdoPatException?> WriteAsync(RotationRun run, int index, CancellationToken cancellationToken)
    {
        DestinationRecord place = run.Record.Destinations[index];
        if (place.IsWritten)
        {
            return null;
        }

        try
        {
            IDestination destination = run.Open(index);
            run.Doing($"writing the secret to {destination.Description}");
            await destination.WriteAsync(run.New!, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            place.Error = Redaction.Redact(failure.Message);
            return failure;
        }

        (place.IsWritten, place.Error) = (true, null);
        run.Save();
        return null;
    }
}
