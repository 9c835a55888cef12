using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Creating to Planned: the answer to the creation was lost, and a token may be there whose secret nobody has.</summary>
internal static class OrphanStep
{
    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        try
        {
            using OrphanSearch search = new(run);
            IReadOnlyList<PersonalAccessToken> orphans = await search.FindAsync(cancellationToken).ConfigureAwait(false);
            foreach (PersonalAccessToken orphan in orphans)
            {
                run.Doing("revoking the token whose secret was lost");
                await Revocation.RunAsync(run, orphan.AuthorizationId, cancellationToken).ConfigureAwait(false);
            }

            if (orphans.Count >= run.Record.AskedValidTo.Count)
            {
                run.Record.AskedValidTo.Clear();
            }

            run.IsOrphanLookedFor = run.Record.Asked + OrphanRule.Latest < run.Tools.Session.Clock.GetUtcNow();
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return run.Stop(failure);
        }

        run.Enter(RotationState.Planned);
        return true;
    }
}
