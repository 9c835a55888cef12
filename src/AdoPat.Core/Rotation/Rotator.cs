using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Rotation;

/// <summary>
/// Replaces tokens by new ones, so that at every instant, whatever fails or is killed, everybody who needs the token has
/// one that works. Several rotations may run at once.
/// </summary>
public sealed class Rotator
{
    private const int LockTries = 8;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(25);

    private readonly AdoPatSession _session;
    private readonly RotationJournal _journal;
    private readonly RotationTools _tools;
    private readonly string? _endpoint;
    private int _isPruned;

    /// <summary>Makes a rotator for the tokens of a session's user.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="journal">Where every step is written down before it is done.</param>
    /// <param name="destinations">Opens destinations.</param>
    /// <param name="observer">Is told of every step; null for nobody.</param>
    /// <param name="requests">Is told of every request; null for nobody.</param>
    public Rotator(
        AdoPatSession session,
        RotationJournal journal,
        IDestinationSource destinations,
        IRotationObserver? observer = null,
        IRequestObserver? requests = null)
    {
        _session = session;
        _journal = journal;
        _endpoint = session.Endpoints.IsEmulator ? session.Endpoints.Authority.AbsoluteUri : null;
        _tools = new RotationTools(session, journal, destinations, observer, requests);
    }

    /// <summary>Says what a plan would do, for <c>-WhatIf</c>. Nothing is sent.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>A sentence for each step, in their order.</returns>
    public static IReadOnlyList<string> Describe(RotationPlan plan) => PlanDescription.Of(plan);

    /// <summary>Says what <see cref="ResumeAsync"/> would do. Nothing is sent.</summary>
    /// <param name="rotation">One of the journal.</param>
    /// <returns>A sentence for each step, in their order.</returns>
    public static IReadOnlyList<string> Describe(AdoPatRotation rotation) => PlanDescription.Of(rotation);

    /// <summary>
    /// Puts the plans that together replace one token into the journal, before the first of them is carried out, so that the
    /// old token is not revoked before the last one is. Hand each to <see cref="RotateAsync"/> then. An organization that has
    /// its new token already is left out here, and refused there.
    /// </summary>
    /// <param name="plans">Plans with one <see cref="RotationPlan.GroupId"/>, for an organization each.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.RotationIncomplete"/>: the journal could not be written.</exception>
    public void PlanGroup(IReadOnlyList<RotationPlan> plans)
    {
        List<string> organizations = [.. plans.Select(plan => plan.Organization)];
        foreach (RotationPlan plan in plans)
        {
            using IDisposable held = HoldAsync(plan.Organization, plan.Old?.AuthorizationId ?? Guid.Empty, plan.Name, CancellationToken.None).GetAwaiter().GetResult();
            List<RotationRecord> journal = LoadOwn();
            RotationRecord? open = FindOpen(plan, journal);
            if (open is not null || RotationConflicts.Find(plan, journal) is null)
            {
                RotationRecord record = open ?? NewRecord(plan);
                (record.GroupId, record.GroupOrganizations) = (plan.GroupId, organizations);
                _journal.Save(record);
            }
        }
    }

    /// <summary>Carries a plan out, or goes on with a rotation of the same token that was cut off.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="deliver">
    /// Hands over the result of a rotation without destinations, with the secret; it ends when the secret is in good hands.
    /// The old token is not revoked before. <see cref="OperationCanceledException"/> from it says that nobody was given the secret.
    /// </param>
    /// <param name="cancellationToken">Ends the work; the journal keeps how far it came.</param>
    /// <returns>
    /// How far it came: done, given up with the old token as it was, or open; <see cref="AdoPatRotationResult.GetFailure"/> says
    /// why. The one that <paramref name="deliver"/> was given, when it was.
    /// </returns>
    /// <exception cref="AdoPatException">
    /// Nothing was begun: <see cref="ErrorIds.RotationIncomplete"/> when somebody else is rotating the token or it was rotated
    /// already, <see cref="ErrorIds.PatNotFound"/> when it is revoked, <see cref="ErrorIds.DestinationFailed"/>, or any of the
    /// <c>Ado…</c> ids. Or the session has ended (<see cref="AdoPatException.EndsSession"/>), or the journal could not be
    /// written: then <see cref="ResumeAsync"/> goes on.
    /// </exception>
    public async Task<AdoPatRotationResult> RotateAsync(
        RotationPlan plan, Func<AdoPatRotationResult, CancellationToken, Task>? deliver = null, CancellationToken cancellationToken = default)
    {
        PruneOnce();
        RotationRecord planned = NewRecord(plan);
        using IDisposable held = await HoldAsync(plan.Organization, planned.LockedId, plan.Name, cancellationToken).ConfigureAwait(false);
        List<RotationRecord> journal = LoadOwn();
        if (FindOpen(plan, journal) is { } open)
        {
            TakeOptions(planned, open);
            TakeDestinations(planned, open);
            bool isFresh = open.State == RotationState.Planned;
            AdoPatRotationResult result = await RunAsync(open, deliver, isNew: false, cancellationToken).ConfigureAwait(false);
            if (result.State != RotationState.Abandoned || isFresh)
            {
                return result;
            }

            (planned.GroupId, planned.GroupOrganizations) = (open.GroupId, open.GroupOrganizations);
            journal = LoadOwn();
        }

        if (RotationConflicts.Find(plan, journal) is { } conflict)
        {
            throw conflict;
        }

        return await RunAsync(planned, deliver, isNew: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with a rotation where it stopped.</summary>
    /// <param name="rotation">One of the journal.</param>
    /// <param name="deliver">The same as for <see cref="RotateAsync"/>.</param>
    /// <param name="cancellationToken">Ends the work; the journal keeps how far it came.</param>
    /// <returns>How far it came; the secret is on it when a destination gave it back or it was created anew.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.RotationIncomplete"/>: somebody else is working on it, or the journal does not have it for this user
    /// and service. The others as for <see cref="RotateAsync"/>.
    /// </exception>
    public async Task<AdoPatRotationResult> ResumeAsync(
        AdoPatRotation rotation, Func<AdoPatRotationResult, CancellationToken, Task>? deliver = null, CancellationToken cancellationToken = default)
    {
        PruneOnce();
        Guid locked = rotation.OldAuthorizationId ?? rotation.RotationId;
        using IDisposable held = await HoldAsync(rotation.Organization, locked, rotation.Name, cancellationToken).ConfigureAwait(false);
        return await RunAsync(FindOwn(rotation), deliver, isNew: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Gives an open rotation up, whose destination is gone for good, say: what is alive of it is revoked and the old token
    /// stays; or the new token stays, and nothing is revoked. The observer is warned of what stays alive.
    /// </summary>
    /// <param name="rotation">One of the journal. One that has come to its end is left alone.</param>
    /// <param name="options">Which tokens are kept.</param>
    /// <param name="cancellationToken">Ends the work; the rotation stays open then.</param>
    /// <returns>The rotation, closed.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: it would leave nobody with a token that works, or a token that nobody has.
    /// <see cref="ErrorIds.RotationIncomplete"/>: it cannot be told what is alive of it, or as for <see cref="ResumeAsync"/>.
    /// </exception>
    public async Task<AdoPatRotation> AbandonAsync(AdoPatRotation rotation, AbandonOptions? options = null, CancellationToken cancellationToken = default)
    {
        Guid locked = rotation.OldAuthorizationId ?? rotation.RotationId;
        using IDisposable held = await HoldAsync(rotation.Organization, locked, rotation.Name, cancellationToken).ConfigureAwait(false);
        using RotationRun run = new(_tools, FindOwn(rotation), deliver: null, isNew: false);
        if (!run.Record.IsClosed)
        {
            await Abandonment.RunAsync(run, options ?? new AbandonOptions(), cancellationToken).ConfigureAwait(false);
        }

        return run.Record.ToRotation();
    }

    /// <summary>
    /// The open rotations of this user and service that can go on now; those that only wait for the time to revoke, and those
    /// that another process works on, are not among them. The observer is warned of what cannot be read. Changes nothing.
    /// </summary>
    /// <returns>The rotations, the oldest first.</returns>
    public IReadOnlyList<AdoPatRotation> Due()
    {
        DateTimeOffset now = _session.Clock.GetUtcNow();
        List<string> unreadable = [];
        List<RotationRecord> open = [.. _journal.Load(unreadable).Where(record => IsOwn(record) && !record.IsClosed && !record.IsWaiting(now))];
        unreadable.ForEach(warning => _tools.Observer?.Warn($"{warning} If it is a rotation, it does not go on."));
        return [.. open.Where(IsFree).Select(record => record.ToRotation())];
    }

    private async Task<AdoPatRotationResult> RunAsync(
        RotationRecord record, Func<AdoPatRotationResult, CancellationToken, Task>? deliver, bool isNew, CancellationToken cancellationToken)
    {
        using RotationRun run = new(_tools, record, deliver, isNew);
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private RotationRecord FindOwn(AdoPatRotation rotation) => _journal.Find(rotation.RotationId) is { } found && IsOwn(found)
        ? found
        : throw new AdoPatException(
            ErrorIds.RotationIncomplete,
            $"The journal has no rotation {rotation.RotationId} of '{rotation.Name}' in {rotation.Organization} for {_session.Account}. "
            + "Get-AdoPatRotation lists what it has; the user and the service must be the same as when it was begun.");

    private bool IsOwn(RotationRecord record) =>
        record.Endpoint == _endpoint && string.Equals(record.Account, _session.Account, StringComparison.OrdinalIgnoreCase);

    private bool IsFree(RotationRecord record)
    {
        using IDisposable? held = _journal.TryLock(record);
        return held is not null;
    }

    // Somebody who only looks whether it is free has it for a moment.
    private async Task<IDisposable> HoldAsync(string organization, Guid id, string name, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < LockTries; attempt++)
        {
            if (_journal.TryLock(_endpoint, organization, id) is { } held)
            {
                return held;
            }

            await _session.Clock.Wait(LockPause, cancellationToken).ConfigureAwait(false);
        }

        throw new AdoPatException(
            ErrorIds.RotationIncomplete,
            $"The token '{name}' ({id}) of {organization} is being rotated by another process or command. Nothing was done here; "
            + "Get-AdoPatRotation shows how it goes on.");
    }

    private void PruneOnce()
    {
        if (Interlocked.Exchange(ref _isPruned, 1) == 0)
        {
            _journal.Prune(_session.Clock.GetUtcNow());
        }
    }

    private List<RotationRecord> LoadOwn() => [.. _journal.Load().Where(IsOwn)];

    private RotationRecord? FindOpen(RotationPlan plan, List<RotationRecord> journal)
    {
        RotationRecord? open = plan.Old is null ? null : journal.FindLast(record =>
            !record.IsClosed && record.OldId == plan.Old.AuthorizationId
            && string.Equals(record.Organization, plan.Organization, StringComparison.OrdinalIgnoreCase));
        return open is null ? null : _journal.Find(open.RotationId);
    }

    // What is said now counts, as long as it is not done.
    private void TakeOptions(RotationRecord planned, RotationRecord open)
    {
        open.SkipVerification = planned.SkipVerification;
        if (open.NewId is null)
        {
            open.Lifetime = planned.Lifetime;
        }

        if (open.RevokeAt is null)
        {
            open.RevokeAfter = planned.RevokeAfter;
        }
        else if (open.RevokeAfter != planned.RevokeAfter)
        {
            _tools.Observer?.Warn($"{RotationTexts.Subject(open)} is under way: the old token is revoked at {open.RevokeAt:u}, as was settled before, whatever -RevokeAfter says now.");
        }
    }

    // While no place can hold the new secret, those that are named now count. Later it goes where it was to go; the journal
    // cannot hold everything that a destination given now can, such as a script block.
    private void TakeDestinations(RotationRecord planned, RotationRecord open)
    {
        if (open.State is RotationState.Planned or RotationState.Creating && open.SupersededIds.Count == 0)
        {
            open.Destinations = planned.Destinations;
            return;
        }

        List<string> begun = open.Destinations.ConvertAll(destination => destination.ToDestination().ToString());
        List<string> others = planned.Destinations.ConvertAll(destination => destination.ToDestination().ToString()).FindAll(place => !begun.Contains(place));
        if (others.Count > 0)
        {
            _tools.Observer?.Warn(
                $"{RotationTexts.Subject(open)} is under way, and goes on with the destinations that it was begun with. Nothing is written to {string.Join(", ", others)}: "
                + "rotate the new token when this is done.");
        }

        foreach (DestinationRecord destination in open.Destinations)
        {
            destination.Given = planned.Destinations
                .Find(given => given.ToDestination().ToString() == destination.ToDestination().ToString())?.Given;
        }
    }

    private RotationRecord NewRecord(RotationPlan plan)
    {
        DateTimeOffset now = _session.Clock.GetUtcNow();
        return new RotationRecord
        {
            RotationId = Guid.NewGuid(),
            Endpoint = _endpoint,
            Account = _session.Account,
            TenantId = _session.TenantId,
            Organization = plan.Organization,
            Name = plan.Name,
            Scope = [.. plan.Scope],
            Lifetime = plan.Lifetime,
            RevokeAfter = plan.RevokeAfter,
            SkipVerification = plan.SkipVerification,
            GroupId = plan.GroupId,
            Started = now,
            Changed = now,
            OldId = plan.Old?.AuthorizationId,
            Destinations = [.. plan.Destinations.Select(DestinationRecord.Of)],
        };
    }
}
