using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>
/// Looks for the token whose creation got no answer. Other rotations of the same name may be creating one too: those that
/// nobody works on are held meanwhile, and what they may have left behind is an orphan as well.
/// </summary>
internal sealed class OrphanSearch(RotationRun run) : IDisposable
{
    private readonly List<IDisposable> _held = [];

    /// <summary>Finds the orphans.</summary>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.RotationIncomplete"/>: it cannot be told which are; or the tokens could not be listed.
    /// </exception>
    public async Task<IReadOnlyList<PersonalAccessToken>> FindAsync(CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;

        // First the tokens, then the journal: whoever made one of these has written down by now that it would.
        IReadOnlyDictionary<Guid, PersonalAccessToken> active =
            await run.Tools.Lists.ActiveAsync(record.Organization, cancellationToken).ConfigureAwait(false);
        int lost = record.AskedValidTo.Count + HoldRivals();
        HashSet<Guid> known = [.. run.Tools.Journal.Load()
            .Where(other => other.RotationId != record.RotationId)
            .SelectMany(other => other.SupersededIds.Append(other.NewId ?? Guid.Empty))];
        List<PersonalAccessToken> candidates =
            [.. active.Values.Where(token => OrphanRule.IsCandidate(record, token) && !known.Contains(token.AuthorizationId))];
        List<PersonalAccessToken> orphans = candidates.FindAll(token => OrphanRule.EndsAsAsked(record, token));
        if (orphans.Count > lost)
        {
            throw Ambiguous(orphans);
        }

        // One that ends sooner may as well be somebody's own: it is not revoked on a guess.
        List<PersonalAccessToken> doubtful = candidates.FindAll(token => OrphanRule.MayBeClamped(record, token));
        return orphans.Count > 0 || doubtful.Count == 0 ? orphans : throw Ambiguous(doubtful);
    }

    public void Dispose() => _held.ForEach(item => item.Dispose());

    private int HoldRivals()
    {
        RotationRecord record = run.Record;
        int lost = 0;
        foreach (RotationRecord rival in run.Tools.Journal.Load().Where(other => other.RotationId != record.RotationId
            && other.State == RotationState.Creating && other.Endpoint == record.Endpoint && other.Account == record.Account
            && string.Equals(other.Organization, record.Organization, StringComparison.OrdinalIgnoreCase) && other.Name == record.Name))
        {
            _held.Add(run.Tools.Journal.TryLock(rival) ?? throw new AdoPatException(
                ErrorIds.RotationIncomplete, $"Another process is creating a token named '{record.Name}' just now, so the lost one cannot be told from it."));
            lost += rival.AskedValidTo.Count;
        }

        return lost;
    }

    private AdoPatException Ambiguous(List<PersonalAccessToken> orphans) => new(
        ErrorIds.RotationIncomplete,
        $"A creation got no answer, and of these tokens named '{run.Record.Name}' one may be what it made, with a secret that is lost; which one, cannot be told: "
        + string.Join(", ", orphans.Select(token => $"{token.AuthorizationId} (created {token.ValidFrom:u})"))
        + $". Revoke what nobody knows: Revoke-AdoPat -Organization {run.Record.Organization} -AuthorizationId <id>. "
        + "Give what is somebody's own another name until this is done: Update-AdoPat -NewName.");
}
