using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Destinations;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Planned to Created: looks at what there is, and creates the new token.</summary>
internal static class CreationStep
{
    public static async Task<bool> RunAsync(RotationRun run, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        DateTimeOffset now = run.Tools.Session.Clock.GetUtcNow();
        DateTimeOffset end;
        try
        {
            end = PatLifetime.EndOf(record.Lifetime, now, "ValidFor");
            await ReadOldAsync(run, cancellationToken).ConfigureAwait(false);
            await LookAtDestinationsAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException gone) when (gone.ErrorId is ErrorIds.PatNotFound or ErrorIds.InvalidArgument)
        {
            return run.GiveUp(gone);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return run.Stop(failure);
        }

        DateTimeOffset? askedBefore = record.Asked;
        record.AskedValidTo.Add(end);
        record.Asked = now;
        run.Enter(RotationState.Creating);
        run.Doing("creating the new token");
        PatCreation creation = new() { Name = record.Name, Scope = record.Scope, ValidTo = end, IsLookedForLater = true };
        return await CreateAsync(run, creation, askedBefore, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> CreateAsync(RotationRun run, PatCreation creation, DateTimeOffset? askedBefore, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        try
        {
            run.New = await run.Tools.Client.CreateAsync(record.Organization, creation, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException lost) when (lost.IsOutcomeUnknown && !lost.EndsSession)
        {
            return run.Stop(lost);
        }
        catch (AdoPatException refused) when (!refused.EndsSession)
        {
            record.AskedValidTo.Remove(creation.ValidTo);
            record.Asked = askedBefore;
            return run.GiveUp(refused);
        }

        record.AskedValidTo.Remove(creation.ValidTo);
        (record.NewId, record.NewValidFrom, record.NewValidTo) = (run.New.AuthorizationId, run.New.ValidFrom, run.New.ValidTo);
        record.Fingerprint = SecretFingerprint.Of(record.RotationId, run.New.Token);
        run.IsNewSeen = true;
        run.BeginVerification(cancellationToken);
        run.Enter(RotationState.Created);
        if (PatLifetime.IsClamped(creation.ValidTo, run.New.ValidTo))
        {
            run.Warn($"the new token ends at {run.New.ValidTo:u}, sooner than the {creation.ValidTo:u} that was asked for. A policy of the tenant does that.");
        }

        return true;
    }

    private static async Task ReadOldAsync(RotationRun run, CancellationToken cancellationToken)
    {
        RotationRecord record = run.Record;
        TokenLists lists = run.Tools.Lists;
        IReadOnlyDictionary<Guid, PersonalAccessToken> active = await lists.RecentlyActiveAsync(record.Organization, cancellationToken).ConfigureAwait(false);
        if (record.OldId is { } id)
        {
            if (!active.ContainsKey(id))
            {
                active = await lists.ActiveAsync(record.Organization, cancellationToken).ConfigureAwait(false);
            }

            record.RevokesOld = active.TryGetValue(id, out PersonalAccessToken? old);
            run.Old = old ?? await GetExpiredAsync(run, id, cancellationToken).ConfigureAwait(false);
            record.OldValidTo = run.Old.ValidTo;
        }

        record.SameNameBefore ??= [.. active.Values.Where(token => token.Name == record.Name).Select(token => token.AuthorizationId)];
    }

    private static async Task<PersonalAccessToken> GetExpiredAsync(RotationRun run, Guid id, CancellationToken cancellationToken)
    {
        string organization = run.Record.Organization;
        if (await run.Tools.Lists.IsRevokedAsync(organization, id, cancellationToken).ConfigureAwait(false))
        {
            throw new AdoPatException(
                ErrorIds.PatNotFound, $"The token '{run.Record.Name}' ({id}) of {organization} is revoked: nobody is to have one like it. New-AdoPat creates one all the same.");
        }

        return (await run.Tools.Client.GetAsync(organization, id, cancellationToken).ConfigureAwait(false)).With(PatState.Expired);
    }

    // Whatever cannot be opened, read or written, is found out before there is a new token.
    private static async Task LookAtDestinationsAsync(RotationRun run, CancellationToken cancellationToken)
    {
        if (run.Record.Destinations.Count == 0 && !run.CanDeliver)
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, $"{RotationTexts.Subject(run.Record)} has no destination, and nobody takes the new secret. Rotate the token again.");
        }

        for (int index = run.Record.Destinations.Count - 1; index >= 0; index--)
        {
            IDestination destination = run.Open(index);
            SecureString? held = await destination.ReadAsync(cancellationToken).ConfigureAwait(false);
            run.Previous?.Dispose();
            run.Previous = held; // At the end, the primary's.
            if (destination is ICheckedDestination cautious)
            {
                await cautious.CheckAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
