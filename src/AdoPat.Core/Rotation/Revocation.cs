using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Revokes a token that the rotation knows by its id.</summary>
internal static class Revocation
{
    public static async Task RunAsync(RotationRun run, Guid authorizationId, CancellationToken cancellationToken)
    {
        try
        {
            await run.Tools.Client.RevokeAsync(run.Record.Organization, authorizationId, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException gone) when (gone.ErrorId == ErrorIds.PatNotFound)
        {
            // The id came from the service: it was revoked before, here or by somebody else.
        }
    }
}
