using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>
/// Revokes tokens of other users, many in one request, and looks afterwards whether they are: the service takes a request and
/// may leave tokens out without a word. It may be used from many threads.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore holds nothing, and what was cut off lets go of it later.")]
public sealed class UserTokenRevocation
{
    // Whether a list shows a revocation at once is not documented: before it is an error, it is looked at twice.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TokenAdministrationClient _client;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _lists;

    /// <summary>Makes it.</summary>
    /// <param name="session">Who revokes.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    /// <param name="throttleLimit">How many lists are read at once to look.</param>
    public UserTokenRevocation(AdoPatSession session, IRequestObserver? observer = null, int throttleLimit = 8)
    {
        _client = new TokenAdministrationClient(session, observer);
        _clock = session.Clock;
        _lists = new SemaphoreSlim(throttleLimit);
    }

    /// <summary>Revokes tokens. It cannot be undone. The service may accept their secrets for up to an hour longer.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="tokens">
    /// Tokens with an owner, at most <see cref="TokenAdministrationClient.MostRevocations"/>: all of them SSH keys, or none.
    /// </param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>For each token, in their order: null when it is revoked, else what is wrong with it.</returns>
    /// <exception cref="AdoPatException">Nothing was revoked: any of the <c>Ado…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async Task<IReadOnlyList<AdoPatException?>> RevokeAsync(
        string organization, IReadOnlyList<PersonalAccessToken> tokens, CancellationToken cancellationToken = default)
    {
        bool isSshKeys = tokens.Count > 0 && tokens[0].IsSshKey;
        RevocationSending sending = new(_client, organization, [.. tokens.Select(token => token.AuthorizationId)], isSshKeys);
        try
        {
            await sending.RunAsync(cancellationToken).ConfigureAwait(false);
            Dictionary<string, LookResult> looks = [];
            await LookAsync(looks, organization, tokens, isSshKeys, cancellationToken).ConfigureAwait(false);
            PersonalAccessToken[] late = [.. tokens.Where(token => looks[token.Owner!.Descriptor].Active.Contains(token.AuthorizationId))];
            if (late.Length > 0)
            {
                await _clock.Wait(Patience, cancellationToken).ConfigureAwait(false);
                await LookAsync(looks, organization, late, isSshKeys, cancellationToken).ConfigureAwait(false);
            }

            return [.. tokens.Select((token, i) => looks[token.Owner!.Descriptor].Judge(token, sending.Failures[i]))];
        }
        catch (NothingSentException cut) when (sending.IsSent)
        {
            // The rest was given up; what was revoked before it was sent.
            throw new OperationCanceledException(cut.Message, cut, cancellationToken);
        }
        catch (AdoPatException failure) when (sending.IsSent && !failure.IsOutcomeUnknown)
        {
            throw failure.WithUnknownOutcome();
        }
    }

    private async Task LookAsync(
        Dictionary<string, LookResult> looks, string organization, IReadOnlyList<PersonalAccessToken> tokens, bool isSshKeys, CancellationToken cancellationToken)
    {
        AdoUser[] owners = [.. tokens.GroupBy(token => token.Owner!.Descriptor).Select(same => same.First().Owner!)];
        LookResult[] results = await Task.WhenAll(owners.Select(owner => LookAtAsync(organization, owner, isSshKeys, cancellationToken))).ConfigureAwait(false);
        for (int i = 0; i < owners.Length; i++)
        {
            looks[owners[i].Descriptor] = results[i];
        }
    }

    private async Task<LookResult> LookAtAsync(string organization, AdoUser owner, bool isSshKeys, CancellationToken cancellationToken)
    {
        try
        {
            await _lists.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new NothingSentException(cancellationToken);
        }

        try
        {
            HashSet<Guid> active = [];
            await foreach (IReadOnlyList<PersonalAccessToken> page in _client.ListPagesAsync(organization, owner, isSshKeys, cancellationToken).ConfigureAwait(false))
            {
                active.UnionWith(page.Where(token => token.State == PatState.Active).Select(token => token.AuthorizationId));
            }

            return new LookResult(active, null);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return new LookResult([], failure);
        }
        finally
        {
            _lists.Release();
        }
    }

    /// <summary>What a list of a user's tokens has shown.</summary>
    /// <param name="Active">The ids of those that are active.</param>
    /// <param name="Failure">Why the list could not be read; null when it could.</param>
    private sealed record LookResult(HashSet<Guid> Active, AdoPatException? Failure)
    {
        public AdoPatException? Judge(PersonalAccessToken token, AdoPatException? lost)
        {
            if (Failure is not null)
            {
                return new AdoPatException(
                    ErrorIds.PatOutcomeUnknown,
                    $"Revoking {token} was sent, and whether it is revoked could not be seen. Get-AdoPat -AuthorizationId {token.AuthorizationId} "
                    + $"-Organization {token.Organization} -Owner {token.Owner!.Descriptor} tells. {Failure.Message}",
                    Failure)
                {
                    IsOutcomeUnknown = true,
                    StatusCode = Failure.StatusCode,
                    ActivityId = Failure.ActivityId,
                };
            }

            if (!Active.Contains(token.AuthorizationId))
            {
                return null;
            }

            string what = lost is null
                ? "The service took the request without an error, and it is still active in the list."
                : $"It is still active. {lost.Message}";
            return new AdoPatException(
                ErrorIds.PatNotRevoked,
                $"{token} is not revoked. {what} Pipe the TargetObject of this error into Revoke-AdoPat to try again; "
                + "if it stays so, its owner can revoke it, or an administrator can end the owner's access to the organization.",
                lost);
        }
    }
}
