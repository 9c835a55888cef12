using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee.Tokens;

/// <summary>The revocation of all tokens of an end user, of an app, or of both: how many there are, the one request, and the wait for its end.</summary>
public sealed class TokenRevocation
{
    private readonly ApigeeSession _session;
    private readonly ApigeeTokenClient _client;
    private readonly ActiveTokens _active;
    private bool _isCounted;

    /// <summary>Makes it; it sends nothing yet.</summary>
    /// <param name="session">Who revokes.</param>
    /// <param name="filter">Whose tokens.</param>
    /// <param name="cascade">Whether their refresh tokens go too. With the proxy of Apigee X and hybrid they always do.</param>
    /// <param name="observer">Is told of every request and every wait; null for nobody.</param>
    /// <param name="pageSize">How many tokens a page of the search has.</param>
    /// <param name="requests">How many tokens are asked for at once, by this one and others; null for eight.</param>
    public TokenRevocation(
        ApigeeSession session,
        TokenFilter filter,
        bool cascade,
        IRequestObserver? observer = null,
        int pageSize = ApigeeTokenClient.DefaultPageSize,
        SemaphoreSlim? requests = null)
    {
        _session = session;
        _client = new ApigeeTokenClient(session, observer);
        _active = new ActiveTokens(session, filter, observer, pageSize, requests ?? new SemaphoreSlim(8));
        Filter = filter;
        Cascade = cascade || session.IsProxy;
    }

    /// <summary>Whose tokens.</summary>
    public TokenFilter Filter { get; }

    /// <summary>Whether their refresh tokens go too.</summary>
    public bool Cascade { get; }

    /// <summary>Counts the tokens that would go: those that can be used now.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many; null when the session is with a proxy, which cannot tell.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeNotSupported"/>: the server takes an end user and an app for the tokens of either; or any other of the
    /// <c>Apigee…</c> ids of <see cref="ErrorIds"/>, as for <see cref="ApigeeTokenClient.SearchPagesAsync"/>.
    /// </exception>
    public async Task<int?> CountAsync(CancellationToken cancellationToken = default)
    {
        int? count = _session.IsProxy ? null : await _active.CountAsync(cancellationToken).ConfigureAwait(false);
        _isCounted = true;
        return count;
    }

    /// <summary>Sends the request. With an end user and an app, the tokens are looked at before, if they were not yet.</summary>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>What the server has taken; it goes on after its answer.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Apigee…</c> ids of <see cref="ErrorIds"/>, as for <see cref="CountAsync"/> and <see cref="ApigeeTokenClient.RevokeAllAsync"/>.</exception>
    public async Task<ApigeeRevocation> SubmitAsync(CancellationToken cancellationToken = default)
    {
        if (Filter.IsBoth && !_isCounted)
        {
            await CountAsync(cancellationToken).ConfigureAwait(false);
        }

        return Result(await _client.RevokeAllAsync(Filter, Cascade, cancellationToken).ConfigureAwait(false), ApigeeRevocationState.Submitted, null);
    }

    /// <summary>Waits until the search shows none of the tokens active. What was counted before need not be searched once more.</summary>
    /// <param name="submitted">What <see cref="SubmitAsync"/> gave.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The same, confirmed or pending.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Apigee…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async Task<ApigeeRevocation> WaitAsync(ApigeeRevocation submitted, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        int? remaining = await _active.WaitForNoneAsync(timeout, cancellationToken).ConfigureAwait(false);
        return Result(submitted.Submitted, remaining == 0 ? ApigeeRevocationState.Confirmed : ApigeeRevocationState.Pending, remaining);
    }

    private ApigeeRevocation Result(int? submitted, ApigeeRevocationState state, int? remaining) => new()
    {
        Organization = _session.Organization,
        EndUserId = Filter.EndUserId,
        AppId = Filter.AppId,
        Cascade = Cascade,
        Submitted = submitted,
        State = state,
        Remaining = remaining,
    };
}
