using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Verified to Done: the old token, and new ones whose secret was lost, are revoked when their time has come.</summary>
internal static class RevocationStep
{
    // The service rounds the end of a token.
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    public static Task<bool> Plan(RotationRun run)
    {
        RotationRecord record = run.Record;
        DateTimeOffset now = run.Tools.Session.Clock.GetUtcNow();
        record.RevokeAt = now + record.RevokeAfter;
        if (record.RevokeAfter > TimeSpan.Zero && LatestFor(record, now) is { } latest && record.RevokeAt > latest)
        {
            record.RevokeAt = latest;
            run.Warn($"the old token is to be revoked at {latest:u}, sooner than -RevokeAfter says, as the new one ends at {record.NewValidTo:u}.");
        }

        if (record.RevokesOld && record.OldValidTo is { } end && end > now && end < record.RevokeAt)
        {
            record.RevokeAt = end;
            run.Warn($"the old token ends at {end:u} by itself, sooner than -RevokeAfter says.");
        }

        // If the machine stops after the revocation and this entry is lost, the one before it and the primary lead here again.
        run.Enter(RotationState.RevokeDue, flush: record.RevokeAfter > TimeSpan.Zero || !run.IsToldByPrimary);
        return Task.FromResult(true);
    }

    // The last tenth of the new token's life is for its own rotation: whoever comes then finds the old one gone.
    private static DateTimeOffset? LatestFor(RotationRecord record, DateTimeOffset now)
    {
        TimeSpan? left = record.NewValidTo - now;
        return left > TimeSpan.Zero ? now + TimeSpan.FromTicks(left.Value.Ticks / 10 * 9) : now;
    }

    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        try
        {
            List<Guid> ending = [.. await EndingAsync(run, cancellationToken).ConfigureAwait(false)];
            if (ending.Count > 0 && record.RevokeAt > run.Tools.Session.Clock.GetUtcNow())
            {
                await ShortenAsync(run, ending, cancellationToken).ConfigureAwait(false);
                return false;
            }

            if (ending.Count > 0 && !await IsNewThereAsync(run, cancellationToken).ConfigureAwait(false))
            {
                return await KeepOldAsync(run, cancellationToken).ConfigureAwait(false);
            }

            await RevokeAsync(run, ending, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return run.Stop(failure);
        }

        record.RevokeAt = null;
        run.Enter(RotationState.Done);
        return true;
    }

    private static async Task<IEnumerable<Guid>> EndingAsync(RotationRun run, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        if (record.AskedValidTo.Count > 0)
        {
            // A creation whose answer was lost may have been carried out after it was looked for.
            using OrphanSearch search = new(run);
            IReadOnlyList<PersonalAccessToken> late = await search.FindAsync(cancellationToken).ConfigureAwait(false);
            record.SupersededIds.AddRange(late.Select(token => token.AuthorizationId));
            record.AskedValidTo.Clear();
            run.Save();
        }

        return RotationGroup.RevokesOld(run) ? record.SupersededIds.Append(record.OldId!.Value) : record.SupersededIds;
    }

    private static async Task RevokeAsync(RotationRun run, List<Guid> ending, CancellationToken cancellationToken)
    {
        foreach (Guid id in ending)
        {
            run.Doing(id == run.Record.OldId ? "revoking the old token" : "revoking a token whose secret was lost");
            await Revocation.RunAsync(run, id, cancellationToken).ConfigureAwait(false);
        }
    }

    // So that it ends even if nobody comes back. The revocation follows all the same.
    private static async Task ShortenAsync(RotationRun run, List<Guid> ending, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        if (record.IsShortened || record.OldId is not { } id || !ending.Contains(id))
        {
            return;
        }

        DateTimeOffset end = record.RevokeAt!.Value;
        try
        {
            IReadOnlyDictionary<Guid, PersonalAccessToken> active =
                await run.Tools.Lists.RecentlyActiveAsync(record.Organization, cancellationToken).ConfigureAwait(false);
            if (active.TryGetValue(id, out PersonalAccessToken? old) && old.ValidTo > end + Rounding)
            {
                run.Doing("making the old token end when it is due");
                run.Old = await run.Tools.Client.UpdateAsync(old, new PatChange { ValidTo = end }, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (AdoPatException unanswered) when (unanswered.IsOutcomeUnknown && !unanswered.EndsSession)
        {
            run.Warn($"whether the old token ends at {end:u} by itself is not known, as there was no answer; the next run tries again. {unanswered.Message}");
            return;
        }
        catch (AdoPatException refused) when (!refused.EndsSession)
        {
            run.Warn($"the old token could not be made to end at {end:u} by itself; Resume-AdoPatRotation or the next rotation revokes it then. {refused.Message}");
        }

        record.IsShortened = true;
        run.Save();
    }

    // Much may have happened since it was proven to work.
    private static async Task<bool> IsNewThereAsync(RotationRun run, CancellationToken cancellationToken) =>
        run.IsNewSeen || (await run.Tools.Lists.ActiveAsync(run.Record.Organization, cancellationToken).ConfigureAwait(false)).ContainsKey(run.Record.NewId!.Value);

    private static async Task<bool> KeepOldAsync(RotationRun run, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        await RevokeAsync(run, record.SupersededIds, cancellationToken).ConfigureAwait(false);
        record.SupersededIds.Clear();
        return run.GiveUp(new AdoPatException(
            ErrorIds.RotationIncomplete,
            $"The new token {record.NewId}, which the destinations hold, was revoked by somebody else or has ended. Rotate the old one again, unless nobody needs it."));
    }
}
