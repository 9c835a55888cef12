using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>
/// Ends a rotation because the user says so. No token is left that nobody knows of: what is alive is revoked or named.
/// </summary>
internal static class Abandonment
{
    public static async Task RunAsync(RotationRun run, AbandonOptions options, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        IReadOnlyDictionary<Guid, PersonalAccessToken> active =
            await run.Tools.Lists.ActiveAsync(record.Organization, cancellationToken).ConfigureAwait(false);
        List<Guid> orphans = await FindOrphansAsync(run, cancellationToken).ConfigureAwait(false);
        List<Guid> held = [.. record.SupersededIds.Append(record.NewId ?? Guid.Empty).Where(active.ContainsKey)];
        if (options.KeepNew)
        {
            await RequireHeldAsync(run, active, cancellationToken).ConfigureAwait(false);
            Close(run, RotationState.Done, KeptText(run, [.. held.Concat(orphans).Append(record.OldId ?? Guid.Empty).Where(id => id != record.NewId && (active.ContainsKey(id) || orphans.Contains(id)))]));
            return;
        }

        RequireOld(record, active, held, options);
        foreach (Guid id in held.Concat(orphans))
        {
            run.Doing($"revoking the new token {id}");
            await Revocation.RunAsync(run, id, cancellationToken).ConfigureAwait(false);
        }

        string reason = RevokedText(run, active, [.. held, .. orphans]);
        (record.SupersededIds, record.AskedValidTo) = ([], []);
        run.ForgetNew();
        Close(run, RotationState.Abandoned, reason);
    }

    private static async Task<List<Guid>> FindOrphansAsync(RotationRun run, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        if (record.AskedValidTo.Count == 0)
        {
            return [];
        }

        using OrphanSearch search = new(run);
        IReadOnlyList<PersonalAccessToken> orphans = await search.FindAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset final = (record.Asked ?? record.Started) + OrphanRule.Latest;
        return orphans.Count >= record.AskedValidTo.Count || final < run.Tools.Session.Clock.GetUtcNow()
            ? [.. orphans.Select(orphan => orphan.AuthorizationId)]
            : throw new AdoPatException(
                ErrorIds.RotationIncomplete,
                $"{RotationTexts.Subject(record)} was not given up: a creation got no answer, and Azure DevOps may still carry it out. Try again after {final:u}, or run Resume-AdoPatRotation.");
    }

    // Without a destination only the user knows, who says so by this.
    private static async Task RequireHeldAsync(
        RotationRun run, IReadOnlyDictionary<Guid, PersonalAccessToken> active, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        if (record.NewId is not { } id || !active.ContainsKey(id))
        {
            throw Refuse(record, "there is no new token to keep");
        }

        bool isHeld = record.State == RotationState.Delivering;
        for (int index = 0; index < record.Destinations.Count && !isHeld; index++)
        {
            isHeld = await IsHeldAsync(run, index, cancellationToken).ConfigureAwait(false);
        }

        if (!isHeld)
        {
            throw Refuse(record, $"no destination is known to hold the secret of the new token {id}, so nobody could use it. Without -KeepNew it is revoked");
        }
    }

    private static async Task<bool> IsHeldAsync(RotationRun run, int index, CancellationToken cancellationToken)
    {
        try
        {
            IDestination destination = run.Open(index);
            if (destination.CanRead)
            {
                return await SecretRecovery.HoldsAsync(run.Record, destination, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (AdoPatException gone) when (!gone.EndsSession)
        {
            // What the journal says of it is all there is.
        }

        return run.Record.Destinations[index].IsWritten;
    }

    private static void RequireOld(
        RotationRecord record, IReadOnlyDictionary<Guid, PersonalAccessToken> active, List<Guid> held, AbandonOptions options)
    {
        bool isNowhere = record.Destinations.Count == 0 && record.State == RotationState.Created;
        if (held.Count > 0 && !isNowhere && !options.RevokeLast && !(record.OldId is { } old && active.ContainsKey(old)))
        {
            throw Refuse(
                record,
                $"{(record.OldId is null ? "there is no old token" : "the old token is revoked or has ended")}, and a destination may hold the new one, {string.Join(", ", held)}: "
                + "with that revoked, no token would be left. -KeepNew keeps it; -Force revokes it all the same");
        }
    }

    private static string KeptText(RotationRun run, List<Guid> alive)
    {
        string left = alive.Count == 0 ? "" : $" Nothing was revoked: {string.Join(", ", alive)} {(alive.Count == 1 ? "stays" : "stay")} alive too, until you revoke or Azure DevOps ends {(alive.Count == 1 ? "it" : "them")} "
            + $"(Revoke-AdoPat -Organization {run.Record.Organization} -AuthorizationId {string.Join(", ", alive)}).";
        run.Warn($"the rotation was closed, and the new token {run.Record.NewId} is kept.{left}");
        return $"It was closed by the user, who keeps the new token.{left}";
    }

    private static string RevokedText(RotationRun run, IReadOnlyDictionary<Guid, PersonalAccessToken> active, List<Guid> revoked)
    {
        RotationRecord record = run.Record;
        List<string> places = [.. record.Destinations.Where(destination => destination.IsWritten).Select(destination => destination.ToDestination().ToString())];
        if (revoked.Count > 0 && places.Count > 0)
        {
            run.Warn($"the new token was revoked, and {string.Join(", ", places)} still {(places.Count == 1 ? "holds" : "hold")} its secret. Put another one there.");
        }

        if (record.IsShortened && record.OldId is { } old && active.TryGetValue(old, out PersonalAccessToken? kept))
        {
            run.Warn($"the old token {old} is kept, but was made to end at {kept.ValidTo:u}. Update-AdoPat gives it another end.");
        }

        return "It was given up by the user, who keeps the old token." + (revoked.Count == 0 ? "" : $" Revoked: {string.Join(", ", revoked)}.");
    }

    private static void Close(RotationRun run, RotationState state, string reason)
    {
        run.Record.RevokeAt = null;
        run.Enter(state, reason: reason);
    }

    private static AdoPatException Refuse(RotationRecord record, string why) =>
        new(ErrorIds.InvalidArgument, $"{RotationTexts.Subject(record)} was not given up: {why}.");
}
