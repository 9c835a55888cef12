using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Destinations;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Rotation;

/// <summary>
/// Gives a token that works: the stored one while it is good, else a new one. Many may ask at once, in many processes of a
/// user: they get the same token.
/// </summary>
public sealed class TokenRequester
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly AdoPatSession _session;
    private readonly RotationJournal _journal;
    private readonly IDestinationSource _destinations;
    private readonly IRequestObserver? _requests;
    private readonly Rotator _rotator;
    private readonly PatSearch _search;

    /// <summary>Makes a requester.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="journal">Where rotations are written down.</param>
    /// <param name="destinations">Opens the store.</param>
    /// <param name="observer">Is told of every step; null for nobody.</param>
    /// <param name="requests">Is told of every request; null for nobody.</param>
    public TokenRequester(
        AdoPatSession session, RotationJournal journal, IDestinationSource destinations, IRotationObserver? observer = null, IRequestObserver? requests = null)
    {
        _session = session;
        _journal = journal;
        _destinations = destinations;
        _requests = requests;
        _rotator = new Rotator(session, journal, destinations, observer, requests);
        _search = new PatSearch(session, new PatClient(session, requests));
    }

    /// <summary>Gives a token.</summary>
    /// <param name="demand">What it must be.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The token with its secret, which the store holds too.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.DestinationFailed"/>: the store; <see cref="ErrorIds.PatAmbiguousName"/>: active tokens have that
    /// name, and none of them is known to be the stored one; <see cref="ErrorIds.PatInvalidLifetime"/>: a policy makes new
    /// tokens end sooner than is needed; <see cref="ErrorIds.InvalidArgument"/>: the store cannot be read, or the token before
    /// would outlive the new one; else as <see cref="Rotator.RotateAsync"/>.
    /// </exception>
    public async Task<IssuedPersonalAccessToken> RequestAsync(TokenDemand demand, CancellationToken cancellationToken = default)
    {
        RotationPlans.CheckOverlap(demand.RevokeAfter, demand.Lifetime);
        IDestination store = _destinations.Open(demand.Store);
        if (!store.CanRead)
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, $"{demand.Store} cannot be read, so it cannot keep a token for later. Choose a vault or a file.");
        }

        using IDisposable held = await HoldAsync(demand, cancellationToken).ConfigureAwait(false);
        await FinishOpenOnesAsync(demand, cancellationToken).ConfigureAwait(false);
        SecureString? secret = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        PersonalAccessToken? stored = secret is null ? null : await IdentifyAsync(demand, secret, cancellationToken).ConfigureAwait(false);
        if (stored is not null && IsUsable(stored, demand))
        {
            if (LivesLongEnough(stored, demand))
            {
                return stored.WithSecret(secret!);
            }

            // A new one would be no better, and whoever was given this one would lose it.
            CheckPolicy(stored, demand);
        }

        return await RenewAsync(demand, stored, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IDisposable> HoldAsync(TokenDemand demand, CancellationToken cancellationToken)
    {
        string key = $"{_session.Endpoints.Authority} {demand.Organization.ToUpperInvariant()} {demand.Name} {demand.Store}";
        for (TimeSpan waited = TimeSpan.Zero; waited < LongestWait; waited += Pause)
        {
            if (_journal.TryLock(key) is { } held)
            {
                return held;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        throw new AdoPatException(
            ErrorIds.RotationIncomplete,
            $"Another process has been renewing the token '{demand.Name}' of {demand.Organization} for {LongestWait.TotalMinutes} minutes. "
            + "Get-AdoPatRotation shows how far it is; end it if it hangs, and try again.");
    }

    // One that was cut off may have left a second token of the name, and has the store in its hands.
    private async Task FinishOpenOnesAsync(TokenDemand demand, CancellationToken cancellationToken)
    {
        foreach (AdoPatRotation open in _rotator.Due().Where(rotation => IsAbout(rotation, demand)))
        {
            await _rotator.ResumeAsync(open, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsAbout(AdoPatRotation rotation, TokenDemand demand) =>
        rotation.Name == demand.Name && string.Equals(rotation.Organization, demand.Organization, StringComparison.OrdinalIgnoreCase);

    private bool IsUsable(PersonalAccessToken token, TokenDemand demand) =>
        token.State == PatState.Active && new PatQuery { Scope = demand.Scope }.Matches(token, _session.Clock.GetUtcNow());

    private bool LivesLongEnough(PersonalAccessToken token, TokenDemand demand) =>
        token.ValidTo - _session.Clock.GetUtcNow() >= demand.MinimumLife;

    private void CheckPolicy(PersonalAccessToken token, TokenDemand demand)
    {
        // The times of the journal: the service's clock is another one, and an overlap may have moved the token's end since.
        if (RotationThatMade(token) is { Asked: { } asked, NewValidTo: { } end } made
            && end - asked < demand.MinimumLife && PatLifetime.IsClamped(asked + made.Lifetime, end))
        {
            throw new AdoPatException(
                ErrorIds.PatInvalidLifetime,
                $"A policy let the token {token} live for {end - asked:c} only, though {made.Lifetime} was asked for. -MinimumLife {demand.MinimumLife} cannot be had: give a shorter one. "
                + $"{demand.Store} holds the token, and it works until {token.ValidTo:u}. If the policy was changed, revoke it with Revoke-AdoPat, and ask again.");
        }
    }

    private RotationRecord? RotationThatMade(PersonalAccessToken token) =>
        _journal.Load().LastOrDefault(record => record.NewId == token.AuthorizationId);

    // The service does not tell which token a secret belongs to. The journal knows its own; of another, made by another
    // computer that uses the same vault, it must work, and be the only one of its name.
    private async Task<PersonalAccessToken?> IdentifyAsync(TokenDemand demand, SecureString secret, CancellationToken cancellationToken)
    {
        if (_journal.FindToken(secret) is { } known)
        {
            try
            {
                return await _search.GetAsync(demand.Organization, known, cancellationToken).ConfigureAwait(false);
            }
            catch (AdoPatException gone) when (gone.ErrorId == ErrorIds.PatNotFound)
            {
                return null;
            }
        }

        List<PersonalAccessToken> named = await ListAsync(demand, cancellationToken).ConfigureAwait(false);
        if (named.Count != 1)
        {
            return null;
        }

        using PatCheck asking = new(_session.Endpoints, _requests);
        PatCheckResult check = await asking.CheckAsync(secret, demand.Organization, cancellationToken).ConfigureAwait(false);
        bool isOfThatMonth = check.CreatedMonth is not { } month
            || (month.Year == named[0].ValidFrom.UtcDateTime.Year && month.Month == named[0].ValidFrom.UtcDateTime.Month);
        return check.Works == true && isOfThatMonth ? named[0] : null;
    }

    private async Task<List<PersonalAccessToken>> ListAsync(TokenDemand demand, CancellationToken cancellationToken)
    {
        List<PersonalAccessToken> named = [];
        PatQuery query = new() { Name = name => name == demand.Name };
        await foreach (PersonalAccessToken token in _search.FindAsync(demand.Organization, query, cancellationToken).ConfigureAwait(false))
        {
            named.Add(token);
        }

        return named;
    }

    private async Task<IssuedPersonalAccessToken> RenewAsync(TokenDemand demand, PersonalAccessToken? stored, CancellationToken cancellationToken)
    {
        PersonalAccessToken? old = stored is { State: PatState.Active } ? stored : await FindOldAsync(demand, cancellationToken).ConfigureAwait(false);
        AdoPatRotationResult result = await _rotator.RotateAsync(
            new RotationPlan
            {
                Old = old,
                Organization = demand.Organization,
                Name = demand.Name,
                Scope = demand.Scope,
                Lifetime = demand.Lifetime,
                Destinations = [demand.Store],
                RevokeAfter = demand.RevokeAfter,
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        if (result is { Failure: null, New: { } token })
        {
            CheckPolicy(token, demand);
            return token;
        }

        throw result.Failure ?? new AdoPatException(
                ErrorIds.DestinationFailed, $"The new token '{demand.Name}' of {demand.Organization} cannot be read back from {demand.Store}.");
    }

    private async Task<PersonalAccessToken?> FindOldAsync(TokenDemand demand, CancellationToken cancellationToken)
    {
        List<PersonalAccessToken> named = await ListAsync(demand, cancellationToken).ConfigureAwait(false);
        if (named.Count > 1)
        {
            throw new AdoPatException(
                ErrorIds.PatAmbiguousName,
                $"{named.Count} active tokens of {demand.Organization} are named '{demand.Name}', and which one {demand.Store} holds is not known. "
                + "Revoke those that nobody needs, or ask for another name: " + string.Join(", ", named.Select(token => token.AuthorizationId)) + ".");
        }

        return named.Count == 0 || WasMadeFor(demand, named[0]) ? named.FirstOrDefault() : throw new AdoPatException(
            ErrorIds.PatAmbiguousName,
            $"The token {named[0]} is active, but {demand.Store} does not hold it, and the journal does not say that it was made for that store alone: another machine or program may need it. "
            + "Nothing was done. Ask for another name; or, if nobody needs it, revoke it with Revoke-AdoPat, or put its successor into the store with Invoke-AdoPatRotation -Destination.");
    }

    // Then whoever needs it asks the store, and finds the new one there.
    private bool WasMadeFor(TokenDemand demand, PersonalAccessToken token) => RotationThatMade(token) is { Destinations: { Count: > 0 } destinations }
        && destinations.TrueForAll(destination => DestinationPlace.IsSame(destination.ToDestination(), demand.Store));
}
