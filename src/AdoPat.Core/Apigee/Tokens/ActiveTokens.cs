using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Apigee.Tokens;

/// <summary>
/// The tokens of an end user or an app that can be used, and the wait until there are none: a revocation of many goes on after its
/// answer, and the server has no other way to tell how far it is.
/// </summary>
/// <param name="session">Who asks.</param>
/// <param name="filter">Whose tokens.</param>
/// <param name="observer">Is told of every request and every wait; null for nobody.</param>
/// <param name="pageSize">How many tokens a page of the search has.</param>
/// <param name="requests">How many tokens are asked for at once.</param>
internal sealed class ActiveTokens(ApigeeSession session, TokenFilter filter, IRequestObserver? observer, int pageSize, SemaphoreSlim requests)
{
    // As long as one of these is active there is no need to ask for the others.
    private const int Sample = 32;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private readonly ApigeeTokenClient _client = new(session, observer);
    private readonly TimeProvider _clock = session.Clock;

    // What has been seen not to be active. Only an approval makes it active again.
    private readonly HashSet<string> _over = [];

    private List<ApigeeToken> _active = [];

    /// <summary>Searches, and asks for each token that was not seen to be over.</summary>
    /// <returns>How many are active.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeNotSupported"/>: the server gives tokens of others too.</exception>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        List<ApigeeToken> active = [];
        try
        {
            await foreach (IReadOnlyList<ApigeeToken> page in _client.SearchPagesAsync(filter, pageSize, cancellationToken).ConfigureAwait(false))
            {
                active.AddRange(await ActiveOfAsync([.. page.Where(token => !_over.Contains(KeyOf(token)))], cancellationToken).ConfigureAwait(false));
            }
        }
        catch (AdoPatException none) when (none.ErrorId == ErrorIds.ApigeeTokenNotFound)
        {
            // A server that does not list what is over may not know the end user any more. There may be refresh tokens still.
        }

        _active = active;
        return active.Count;
    }

    /// <summary>Waits until the search shows no active token.</summary>
    /// <returns>How many were still active when the time was over; 0 when none is, null when that is not known.</returns>
    public async Task<int?> WaitForNoneAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = Min(pause + pause, LongestPause))
        {
            if (await IsOverAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            TimeSpan left = timeout - _clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return await RecountAsync(cancellationToken).ConfigureAwait(false) ?? (_active.Count > 0 ? _active.Count : null);
            }

            observer?.Waiting($"Tokens of {filter} are still active.", Min(pause, left));
            await _clock.Wait(Min(pause, left), cancellationToken).ConfigureAwait(false);
        }
    }

    // The tokens that are known first, some at a time; in the end another search, as more may have been issued meanwhile.
    private async Task<bool> IsOverAsync(CancellationToken cancellationToken)
    {
        while (_active.Count > 0)
        {
            int count = Math.Min(Sample, _active.Count);
            List<ApigeeToken> active = await ActiveOfAsync(_active.GetRange(0, count), cancellationToken).ConfigureAwait(false);
            _active.RemoveRange(0, count);
            _active.InsertRange(0, active);
            if (active.Count > 0)
            {
                return false;
            }
        }

        return await RecountAsync(cancellationToken).ConfigureAwait(false) == 0;
    }

    // Null when the list changed while it was read, as it does while tokens go.
    private async Task<int?> RecountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await CountAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException changed) when (changed.ErrorId == ErrorIds.ApigeeUnexpectedResponse)
        {
            return null;
        }
    }

    private async Task<List<ApigeeToken>> ActiveOfAsync(IReadOnlyList<ApigeeToken> tokens, CancellationToken cancellationToken)
    {
        bool[] isActive = await Task.WhenAll(tokens.Select(token => IsActiveAsync(token, cancellationToken))).ConfigureAwait(false);
        _over.UnionWith(tokens.Where((_, i) => !isActive[i]).Select(KeyOf));
        return [.. tokens.Where((_, i) => isActive[i])];
    }

    // What the server does not say, or says so that it cannot be read, is taken for active: better to revoke it once more.
    private async Task<bool> IsActiveAsync(ApigeeToken token, CancellationToken cancellationToken)
    {
        await requests.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ApigeeToken now = await _client.GetAsync(token.AccessToken, cancellationToken).ConfigureAwait(false);
            return filter.Allows(now) ? now.Status is ApigeeTokenStatus.Approved or ApigeeTokenStatus.Unknown : throw TakesEither(now);
        }
        catch (AdoPatException failure) when (failure.ErrorId is ErrorIds.ApigeeTokenNotFound or ErrorIds.ApigeeUnexpectedResponse)
        {
            return failure.ErrorId == ErrorIds.ApigeeUnexpectedResponse;
        }
        finally
        {
            requests.Release();
        }
    }

    private AdoPatException TakesEither(ApigeeToken other) => new(
        ErrorIds.ApigeeNotSupported,
        $"The server takes the {filter} for all tokens of either: its search gives {other} too. Nothing was revoked for it. To revoke only what is of both, take the tokens "
        + "one by one: Get-ApigeeToken -EndUserId ... -AppId ... | Revoke-ApigeeToken.");

    private static string KeyOf(ApigeeToken token) => TokenFingerprint.WholeOf(token.AccessToken);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
