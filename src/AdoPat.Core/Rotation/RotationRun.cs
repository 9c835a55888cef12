using System;
using System.Collections.Generic;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Rotation;

/// <summary>
/// One rotation, from the state it is in as far as it comes. Only an <see cref="AdoPatException"/> is a failure that may be
/// made up for; any other exception leaves the journal as it is, as a kill would.
/// </summary>
internal sealed class RotationRun(
    RotationTools tools, RotationRecord record, Func<AdoPatRotationResult, CancellationToken, Task>? deliver, bool isNew) : IDisposable
{
    private readonly Dictionary<int, IDestination> _opened = [];
    private bool _isJournaled = !isNew;
    private EarlyVerification? _early;
    private AdoPatRotationResult? _delivered;
    private AdoPatException? _failure;

    public RotationTools Tools => tools;

    public RotationRecord Record => record;

    /// <summary>The new token with its secret, while it is known.</summary>
    public IssuedPersonalAccessToken? New { get; set; }

    /// <summary>The old token as the service has listed it.</summary>
    public PersonalAccessToken? Old { get; set; }

    /// <summary>What the primary held before.</summary>
    public SecureString? Previous { get; set; }

    /// <summary>Whether the service was seen to have the new token, a moment ago.</summary>
    public bool IsNewSeen { get; set; }

    /// <summary>Whether a token whose creation got no answer was looked for, long enough after it for the answer to be final.</summary>
    public bool IsOrphanLookedFor { get; set; }

    /// <summary>Whether the one destination, which can be read, tells as much as the journal would how far the rotation came.</summary>
    public bool IsToldByPrimary => record.Destinations.Count == 1 && Open(0).CanRead;

    public bool CanDeliver => deliver is not null;

    /// <summary>Takes one step after the other. Each does one thing, writes down how far it came, and says whether to go on.</summary>
    public async Task<AdoPatRotationResult> RunAsync(CancellationToken cancellationToken)
    {
        while (!record.IsClosed && await TakeStepAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return Result();
    }

    public void Dispose()
    {
        _early?.Dispose();
        Previous?.Dispose();
    }

    /// <summary>Asks the service about the token that was just created, without waiting for the answer.</summary>
    public void BeginVerification(CancellationToken cancellationToken) =>
        _early = record.SkipVerification ? null : new EarlyVerification(this, cancellationToken);

    /// <summary>Returns when the new token was proven to work.</summary>
    /// <exception cref="AdoPatException">It was not; see <see cref="Verification"/>.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        using EarlyVerification? early = _early;
        _early = null;
        await (early is { IsOld: false } ? early.Outcome : Verification.RunAsync(this, New!.Token, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Comes into a state, and writes that down, before what is to be done in it is done.</summary>
    /// <param name="state">The state.</param>
    /// <param name="flush">Whether it must last although the machine stops; a process that is killed loses nothing either way.</param>
    /// <param name="reason">Why it comes into it; null where that needs no word.</param>
    public void Enter(RotationState state, bool flush = true, string? reason = null)
    {
        record.State = state;
        record.Reason = reason;
        record.Changed = tools.Session.Clock.GetUtcNow();
        Save(flush);
    }

    public void Save(bool flush = true)
    {
        tools.Journal.Save(record, flush);
        _isJournaled = true;
    }

    public void Doing(string what) => tools.Observer?.Doing(record.ToRotation(), what);

    public void Warn(string message) => tools.Observer?.Warn($"{RotationTexts.Subject(record)}: {message}");

    public IDestination Open(int index) =>
        _opened.TryGetValue(index, out IDestination? open)
            ? open
            : _opened[index] = tools.Destinations.Open(record.Destinations[index].ToDestination());

    /// <summary>Leaves the rotation open, to be resumed.</summary>
    /// <returns>False: this ends here.</returns>
    public bool Stop(AdoPatException why)
    {
        if (!_isJournaled)
        {
            throw why;
        }

        record.Reason = Redaction.Redact(why.Message);
        Save();
        _failure = RotationTexts.Incomplete(record, why);
        return false;
    }

    /// <summary>
    /// Gives the rotation up: the new token is revoked, or there is none. While earlier ones may be in a destination, or come
    /// of a creation without an answer, it cannot be taken back, and stays open.
    /// </summary>
    /// <returns>False: this ends here.</returns>
    public bool GiveUp(AdoPatException why)
    {
        ForgetNew();
        bool mayHaveOrphan = record.AskedValidTo.Count > 0 && !IsOrphanLookedFor;
        if (record.SupersededIds.Count > 0 || mayHaveOrphan || !_isJournaled)
        {
            record.State = mayHaveOrphan ? RotationState.Creating : RotationState.Planned;
            return Stop(why);
        }

        Enter(RotationState.Abandoned, reason: Redaction.Redact(why.Message));
        _failure = RotationTexts.GivenUp(record, why);
        return false;
    }

    /// <summary>
    /// Begins again with another token, as the secret of this one is lost. It may be in a destination: it is revoked only
    /// when its successor is everywhere.
    /// </summary>
    /// <returns>True: the rotation goes on.</returns>
    public bool StartAgain()
    {
        record.SupersededIds.Add(record.NewId!.Value);
        ForgetNew();
        Enter(RotationState.Planned);
        return true;
    }

    /// <summary>Hands the result over; when this returns, it is in good hands.</summary>
    public Task DeliverAsync(CancellationToken cancellationToken)
    {
        _delivered = record.ToResult(Old, New, null);
        return deliver!(_delivered, cancellationToken);
    }

    private Task<bool> TakeStepAsync(CancellationToken cancellationToken) => record.State switch
    {
        RotationState.Planned => CreationStep.RunAsync(this, cancellationToken), // to Created
        RotationState.Creating => OrphanStep.RunAsync(this, cancellationToken), // its answer was lost: to Planned
        RotationState.Created when record.Destinations.Count == 0 => DeliveryStep.RunAsync(this, cancellationToken), // to Verified
        RotationState.Created => StorageStep.RunAsync(this, cancellationToken), // to Stored
        RotationState.Delivering => DoubtfulDeliveryStep.RunAsync(this, cancellationToken), // the user decides: to Done or Abandoned
        RotationState.Stored => PropagationStep.RunAsync(this, cancellationToken), // to Propagated
        RotationState.Propagated => VerificationStep.RunAsync(this, cancellationToken), // to Verified
        RotationState.Verified => RevocationStep.Plan(this), // to RevokeDue
        RotationState.RevokeDue => RevocationStep.RunAsync(this, cancellationToken), // to Done
        _ => Task.FromResult(false),
    };

    /// <summary>There is no new token any more.</summary>
    public void ForgetNew()
    {
        (record.NewId, record.NewValidFrom, record.NewValidTo, record.Fingerprint) = (null, null, null, null);
        record.RevokeAt = null;
        record.Destinations.ForEach(destination => (destination.IsWritten, destination.Error) = (false, null));
        New = null;
        _early?.Dispose();
        _early = null;
    }

    private AdoPatRotationResult Result()
    {
        if (_delivered is null)
        {
            return record.ToResult(Old, New, _failure);
        }

        (_delivered.State, _delivered.RevokeDue, _delivered.Reason, _delivered.Failure) =
            (record.State, record.RevokeAt, record.Reason, _failure);
        return _delivered;
    }
}
